'use client';

import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { ApiError } from '#lib/client/api-error.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { asSentence, problemText } from '#lib/shared/texts/formats.ts';

interface LoadErrorProps {
  error: ApiError;
  onRetry: () => void;
  className?: string;
}

/** Where something could not be loaded: why, and a way to try again. */
export function LoadError({ error, onRetry, className }: LoadErrorProps) {
  const t = useTexts();
  const { title, action } = problemText(t, error);
  return (
    <Notice
      kind="bad"
      title={asSentence(title)}
      className={className}
      actions={
        <Button size="small" onClick={onRetry}>
          {t('common.tryAgain')}
        </Button>
      }
    >
      {action}
    </Notice>
  );
}
