/** Whether single keys do things (WCAG 2.1.4 asks for a way to turn them off); kept in this browser. */

const KEY = 'podpromo.single-keys';
const listeners = new Set<() => void>();

export const singleKeys = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    window.addEventListener('storage', listener);
    return () => {
      listeners.delete(listener);
      window.removeEventListener('storage', listener);
    };
  },
  /** True unless they were turned off. */
  get(): boolean {
    try {
      return localStorage.getItem(KEY) !== 'off';
    } catch (error) {
      // Storage may be forbidden; then they are on, as at first.
      if (error instanceof DOMException) return true;
      throw error;
    }
  },
  set(on: boolean): void {
    try {
      if (on) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, 'off');
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
    for (const listener of listeners) listener();
  },
} as const;
