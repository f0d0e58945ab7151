/** True on machines whose command key is ⌘. */
export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
}

/** Name of the key that others call Ctrl. */
export function modName(): string {
  return isMac() ? '⌘' : 'Ctrl';
}

/**
 * What was pressed, as shortcuts are written: "mod+shift+z", "shift+ArrowLeft", "j", "?". Shift is named only where it
 * does not make another sign of the key.
 */
export function comboOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): string {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isSign = event.key.length === 1 && event.key !== ' ' && event.key.toLowerCase() === event.key.toUpperCase();
  return [
    event.ctrlKey || event.metaKey ? 'mod' : '',
    event.altKey ? 'alt' : '',
    event.shiftKey && !isSign ? 'shift' : '',
    key,
  ]
    .filter(Boolean)
    .join('+');
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  shift: '⇧',
  Delete: 'Del',
};

/** "mod+shift+z" → ["Ctrl", "⇧", "Z"]. */
export function keyNames(combo: string): string[] {
  return combo
    .split('+')
    .map((part) => (part === 'mod' ? modName() : (NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part))));
}

/** True for shortcuts that a person may press by accident, or say by voice: those without Ctrl or ⌘. */
export function isSingle(combo: string): boolean {
  return !combo.includes('mod+');
}

const TYPED =
  'input:not([type="checkbox"], [type="radio"], [type="range"], [type="button"]), textarea, select, [contenteditable="true"]';
const PRESSED = 'button, a, summary, [role="button"], [role="tab"], [role="menuitem"], [role="slider"], label, input';
const MOVED = '[data-own-keys], [role="tab"], [role="menu"], [role="listbox"], [role="slider"], input';

/** True where the focus needs this key for itself. */
export function belongsToFocus(target: EventTarget | null, combo: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest(TYPED)) return combo !== 'mod+k';
  if (combo === 'Space' || combo === 'Enter') return target.closest(PRESSED) !== null;
  if (/Arrow(Left|Right|Up|Down)$|Home$|End$|Page(Up|Down)$/.test(combo)) return target.closest(MOVED) !== null;
  return false;
}
