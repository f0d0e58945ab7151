'use client';

import { RotateCcw } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { RenderView } from '#lib/shared/api/clips.ts';
import type { Aspect } from '#lib/shared/states.ts';
import { problemText } from '#lib/shared/texts/formats.ts';

/** Why a clip cannot be played yet, or shows old words, and what to do; nothing where all is well. */
export function RenderStatus(props: {
  render: RenderView | null;
  onRetry: (jobId: string) => void;
  /** Makes it again with the words as they are now. */
  onAgain?: (aspect: Aspect) => void;
}) {
  const t = useTexts();
  const { render, onRetry, onAgain } = props;
  if (!render) return null;
  if (render.status === 'done') return render.textChanged ? <TextChanged render={render} onAgain={onAgain} /> : null;
  if (render.status === 'queued') return <Chip className="mt-2 self-start">{t('clips.waiting')}</Chip>;
  if (render.status === 'running') {
    return (
      <Chip tone="live" className="mt-2 self-start">
        {t('clips.rendering')}
      </Chip>
    );
  }
  const { jobId } = render;
  const error = render.error && problemText(t, render.error);
  return (
    <div className="mt-2 text-13">
      <p>
        <span className="font-medium text-bad">
          {render.status === 'canceled' ? t('clips.canceled') : (error?.title ?? t('clips.notRendered'))}.
        </span>{' '}
        <span className="text-muted">{error?.action}</span>
      </p>
      {jobId ? (
        <Button size="small" className="mt-2" onClick={() => onRetry(jobId)}>
          <RotateCcw aria-hidden="true" />
          {t('common.tryAgain')}
        </Button>
      ) : null}
    </div>
  );
}

function TextChanged({ render, onAgain }: { render: RenderView; onAgain?: (aspect: Aspect) => void }) {
  const t = useTexts();
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      <Chip tone="warn">{t('clips.wordsChanged')}</Chip>
      {onAgain ? (
        <Button size="small" onClick={() => onAgain(render.aspect)}>
          <RotateCcw aria-hidden="true" />
          {t('clips.renderAgain')}
        </Button>
      ) : null}
    </div>
  );
}
