'use client';

import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { formatPercent } from '#lib/shared/texts/formats.ts';

interface ProgressRowProps {
  title: ReactNode;
  /** For the bar's name. */
  name: string;
  sentence: string;
  tone?: 'plain' | 'bad' | 'warn';
  /** 0-100; null while there is no figure, undefined for no bar at all. */
  percent?: number | null;
  quiet?: boolean;
  actions?: ReactNode;
}

const TONES = { plain: 'text-muted', bad: 'text-bad', warn: 'text-warn' } as const;

/** One line of 'In progress': name, what happens in words, how far, what can be done. */
export function ProgressRow({ title, name, sentence, tone = 'plain', percent, quiet, actions }: ProgressRowProps) {
  const t = useTexts();
  return (
    <li className="animate-rise px-4 py-3.5">
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <p className="line-clamp-2 font-[550]">{title}</p>
          <p className={cn('tabular-nums', TONES[tone])}>{sentence}</p>
        </div>
        {typeof percent === 'number' && !(quiet && percent === 0) ? (
          <span className="timecode shrink-0">{formatPercent(t, percent)}</span>
        ) : null}
        {actions ? <div className="-mr-1.5 flex shrink-0 items-center">{actions}</div> : null}
      </div>
      {percent === undefined ? null : (
        <ProgressBar
          className="mt-2.5"
          label={t('jobs.progressOf', { name })}
          percent={percent}
          quiet={quiet}
          valueText={sentence}
        />
      )}
    </li>
  );
}
