/** The chosen theme, as public/theme.js reads it before the first paint. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'podpromo.theme';
const listeners = new Set<() => void>();

/** The theme that the page shows now. */
export function readTheme(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

/** Shows a theme and remembers it, where the browser lets us. */
export function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch (error) {
    // Storage can be switched off: the choice then lasts as long as the page.
    console.debug('The theme could not be stored', error);
  }
  for (const listener of listeners) listener();
}

export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
