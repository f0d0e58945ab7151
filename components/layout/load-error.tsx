'use client';

import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { ApiError } from '#lib/client/api.ts';

interface LoadErrorProps {
  error: ApiError;
  onRetry: () => void;
  className?: string;
}

/** Where something could not be loaded: why, and a way to try again. */
export function LoadError({ error, onRetry, className }: LoadErrorProps) {
  return (
    <Notice
      kind="bad"
      title={`${error.title}.`}
      className={className}
      actions={
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {error.action}
    </Notice>
  );
}
