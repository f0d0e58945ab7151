'use client';

import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const AnnounceContext = createContext<(sentence: string) => void>(() => undefined);

/** One polite live region for the whole page, so that screen readers hear what matters and only that. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [sentence, setSentence] = useState('');
  const announce = useCallback((next: string) => {
    // The same sentence again is only read where the text changes.
    setSentence((previous) => (previous === next ? `${next}\u00a0` : next));
  }, []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <p aria-live="polite" className="sr-only">
        {sentence}
      </p>
    </AnnounceContext>
  );
}

/** Says a sentence to screen readers. Use it rarely: an end, a failure, a change of stage. */
export function useAnnounce(): (sentence: string) => void {
  return useContext(AnnounceContext);
}
