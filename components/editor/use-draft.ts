import { useEffect, useRef, useState } from 'react';

/** Whoever writes pauses longer than this between two thoughts, not between two letters. */
const PAUSE_MS = 700;

interface Draft {
  readonly value: string;
  write(text: string): void;
  /** Stores at once; when the field is left, and on Enter. */
  leave(): void;
  /** Back to what it was when the writing began. */
  giveUp(): void;
}

/**
 * A text field that is stored by itself: after a pause, when it is left, and with the page. While it is written in it
 * shows what was written, however that was tidied.
 *
 * @param store takes what was written, or does nothing where that cannot be stored
 */
export function useDraft(stored: string, store: (text: string) => void): Draft {
  const [draft, setDraft] = useState<string | null>(null);
  const kept = useRef({ store, waiting: null as string | null, before: stored, timer: 0 });
  useEffect(() => {
    kept.current.store = store;
  });
  const commit = () => {
    const { waiting } = kept.current;
    clearTimeout(kept.current.timer);
    kept.current.waiting = null;
    if (waiting !== null) kept.current.store(waiting);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: it works on what is kept alone
  useEffect(() => {
    // In the capture phase: before the editor sends what is not stored.
    window.addEventListener('pagehide', commit, { capture: true });
    return () => {
      window.removeEventListener('pagehide', commit, { capture: true });
      commit();
    };
  }, []);
  return {
    value: draft ?? stored,
    write(text) {
      if (draft === null) kept.current.before = stored;
      setDraft(text);
      kept.current.waiting = text;
      clearTimeout(kept.current.timer);
      kept.current.timer = window.setTimeout(commit, PAUSE_MS);
    },
    leave() {
      commit();
      setDraft(null);
    },
    giveUp() {
      if (draft === null) return;
      kept.current.waiting = kept.current.before;
      commit();
      setDraft(null);
    },
  };
}
