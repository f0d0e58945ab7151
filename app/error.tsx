'use client';

import { Failure } from '#components/layout/failure.tsx';

export default function Page({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <Failure error={error} onRetry={reset} />;
}
