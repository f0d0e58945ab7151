'use client';

import { createContext, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import { singleKeys } from '#lib/client/single-keys.ts';
import type { Shortcut, ShortcutBook } from './shortcut-book.ts';

export type { Shortcut } from './shortcut-book.ts';

export interface Keyboard {
  readonly book: ShortcutBook;
  readonly showHelp: () => void;
  readonly showPalette: () => void;
}

/** Filled by KeyboardProvider. */
export const KeyboardContext = createContext<Keyboard | null>(null);

/** Opens the sheet of keys or the palette. */
export function useKeyboard(): Keyboard {
  const keyboard = useContext(KeyboardContext);
  if (!keyboard) throw new Error('useKeyboard needs a KeyboardProvider above it');
  return keyboard;
}

/** Keys that do something while this is on the page. A later one comes before an earlier one. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const { book } = useKeyboard();
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => book.add(() => latest.current), [book]);
}

/** Whether single keys do things. */
export function useSingleKeys(): boolean {
  return useSyncExternalStore(singleKeys.subscribe, singleKeys.get, () => true);
}
