'use client';

import { useEffect } from 'react';
import { Button } from '#components/ui/button.tsx';

/** What is shown where a page itself fails. */
export function Failure({ error, onRetry }: { error: Error & { digest?: string }; onRetry: () => void }) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <main id="main" className="mx-auto grid w-full max-w-[520px] flex-1 content-center gap-4 p-7">
      <h1 className="font-[650] text-28 tracking-[-0.025em]">This page stopped</h1>
      <p className="text-muted">
        Your episodes and clips are safe; only what is drawn here failed. Try again, and reload the page if it stays.
        {error.digest ? ` The log has it under ${error.digest}.` : ''}
      </p>
      <p>
        <Button variant="primary" onClick={onRetry}>
          Try again
        </Button>
      </p>
    </main>
  );
}
