'use client';

import { Failure } from '#components/layout/failure.tsx';
import './globals.css';

export default function Page({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col">
        <title>PodPromo</title>
        <Failure error={error} onRetry={reset} />
      </body>
    </html>
  );
}
