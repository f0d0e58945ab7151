'use client';

import { Failure } from '#components/layout/failure.tsx';
import { useTexts } from '#lib/client/texts.tsx';

export default function Page({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTexts();
  const words = {
    title: t('stopped.title'),
    text: t('stopped.text'),
    log: t('stopped.log', { digest: error.digest ?? '' }),
    retry: t('stopped.retry'),
  };
  return <Failure error={error} onRetry={reset} words={words} />;
}
