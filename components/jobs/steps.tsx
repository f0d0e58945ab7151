'use client';

import { Check, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { Progress } from '#lib/shared/progress.ts';
import { formatPercent } from '#lib/shared/texts/formats.ts';
import { progressSentence, STEPS, stepOf } from './stage-words.ts';
import { TellButton } from './tell-button.tsx';

interface StepsProps {
  /** Null before the first answer. */
  progress: Progress | null;
  onCancel: () => void;
  canceling: boolean;
  /** Put away once all is done. */
  onDismiss: () => void;
}

/** The way of an episode in five steps, the live one in words. Its height never changes. */
export function Steps({ progress, onCancel, canceling, onDismiss }: StepsProps) {
  const t = useTexts();
  if (!progress) return <Skeleton className="h-[62px] rounded-card" />;
  const live = stepOf(progress);
  const done = progress.state === 'done';
  return (
    <section aria-label={t('jobs.progress')} className="grid gap-2.5">
      <ol className="grid grid-cols-5 gap-1.5 sm:gap-2">
        {STEPS.map((name, step) => {
          const percent = step < live || done ? 100 : step === live ? Math.max(3, progress.percent ?? 3) : 0;
          return (
            <li key={name} aria-current={step === live && !done ? 'step' : undefined} className="min-w-0">
              <span className="block h-1 overflow-hidden rounded-full bg-line">
                <span
                  className={cn(
                    'block h-full rounded-full bg-accent transition-[width] duration-180 ease-out',
                    step === live && !done && 'animate-breathe',
                  )}
                  style={{ width: `${percent}%` }}
                />
              </span>
              <span
                className={cn(
                  'mt-1.5 flex items-center gap-1 text-13',
                  step === live || done ? 'font-medium text-text' : 'text-muted',
                )}
              >
                {t(`jobs.step${name}`)}
                {step < live || done ? (
                  <Check aria-label={t('jobs.finished')} className="size-3.5 shrink-0 text-ok" />
                ) : null}
              </span>
            </li>
          );
        })}
      </ol>
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 basis-56 text-muted tabular-nums">{progressSentence(t, progress)}</p>
        {progress.percent !== null && !done ? (
          <span className="timecode shrink-0">{formatPercent(t, progress.percent)}</span>
        ) : null}
        {done ? (
          <Button size="small" variant="ghost" onClick={onDismiss}>
            <X aria-hidden="true" />
            {t('jobs.hide')}
          </Button>
        ) : (
          <>
            <TellButton episodeId={progress.episodeId} />
            <Button size="small" onClick={onCancel} disabled={canceling}>
              {canceling ? t('jobs.canceling') : t('jobs.cancel')}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
