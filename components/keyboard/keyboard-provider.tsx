'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { fetched, useFetched } from '#components/ui/fetched.ts';
import { singleKeys } from '#lib/client/single-keys.ts';
import { belongsToFocus, comboOf, isSingle } from './keys.ts';
import { ShortcutBook } from './shortcut-book.ts';
import { type Keyboard, KeyboardContext } from './use-shortcuts.ts';

/** Windows are a quarter of all script: these come with the first key that asks for one. */
const helpSheet = fetched(async () => (await import('./help-sheet.tsx')).HelpSheet);
const palette = fetched(async () => (await import('./palette.tsx')).Palette);

/** Hears keys for the whole page; the sheet that explains them, and the command palette. */
export function KeyboardProvider({ children }: { children: ReactNode }) {
  const [book] = useState(() => new ShortcutBook());
  const [shown, setShown] = useState<'help' | 'palette' | null>(null);
  const HelpSheet = useFetched(helpSheet, shown === 'help');
  const Palette = useFetched(palette, shown === 'palette');
  const waits = useRef(false);
  useEffect(() => {
    waits.current = (shown === 'help' && !HelpSheet) || (shown === 'palette' && !Palette);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const combo = comboOf(event);
      if (isSingle(combo) && !singleKeys.get()) return;
      if (belongsToFocus(event.target, combo)) return;
      if (combo === 'mod+k' || combo === '?') {
        event.preventDefault();
        setShown((now) => (now === null ? (combo === '?' ? 'help' : 'palette') : null));
        return;
      }
      // What is pressed while a window is fetched is meant for that one: 'r' for what it looks for, not to render.
      if (waits.current) {
        if (combo === 'Escape') setShown(null);
        return;
      }
      // A window above the page has its own keys, until it closes.
      if (
        document.querySelector(
          '[role="dialog"]:not([data-closed]), [role="alertdialog"]:not([data-closed]), [role="menu"]',
        )
      )
        return;
      const shortcut = book.find(combo);
      if (!shortcut) return;
      event.preventDefault();
      // A key that is held down would rate and render many times.
      if (event.repeat && shortcut.group === 'rating') return;
      shortcut.run(combo);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [book]);
  const [keyboard] = useState<Keyboard>(() => ({
    book,
    showHelp: () => setShown('help'),
    showPalette: () => setShown('palette'),
  }));
  return (
    <KeyboardContext value={keyboard}>
      {children}
      {HelpSheet ? <HelpSheet open={shown === 'help'} onClose={() => setShown(null)} book={book} /> : null}
      {Palette ? (
        <Palette
          open={shown === 'palette'}
          onClose={() => setShown(null)}
          onHelp={() => setShown('help')}
          book={book}
        />
      ) : null}
    </KeyboardContext>
  );
}
