'use client';

import { useEffect } from 'react';
import { Button } from '#components/ui/button.tsx';

interface FailureProps {
  error: Error & { digest?: string };
  onRetry: () => void;
  /** Given by the page, which may have to do without the texts of the layout. */
  words: { readonly title: string; readonly text: string; readonly log: string; readonly retry: string };
}

/** What is shown where a page itself fails. */
export function Failure({ error, onRetry, words }: FailureProps) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <main id="main" className="mx-auto grid w-full max-w-[520px] flex-1 content-center gap-4 p-7">
      <h1 className="font-[650] text-28 tracking-[-0.025em]">{words.title}</h1>
      <p className="text-muted">
        {words.text}
        {error.digest ? ` ${words.log}` : ''}
      </p>
      <p>
        <Button variant="primary" onClick={onRetry}>
          {words.retry}
        </Button>
      </p>
    </main>
  );
}
