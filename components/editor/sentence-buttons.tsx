'use client';

import { Merge, Minus, Plus, SplitSquareHorizontal } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { Cutting } from './use-cutting.ts';

interface SentenceButtonsProps {
  cutting: Cutting;
  /** Without words there are no sentences. */
  hasWords: boolean;
  onSplit: () => void;
  onMerge: (() => void) | null;
}

/** A sentence more or less at each end; two of it, or one of two. */
export function SentenceButtons({ cutting, hasWords, onSplit, onMerge }: SentenceButtonsProps) {
  const t = useTexts();
  const names = {
    start: [t('editor.sentenceMoreStart'), t('editor.sentenceLessStart')],
    end: [t('editor.sentenceMoreEnd'), t('editor.sentenceLessEnd')],
  } as const;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {hasWords
        ? (['start', 'end'] as const).map((edge) => (
            <div key={edge} className={cn('flex items-center gap-1')}>
              <span aria-hidden="true" className="mr-0.5 text-13 text-muted">
                {edge === 'start' ? t('editor.beforeStart') : t('editor.atEnd')}
              </span>
              {([1, -1] as const).map((more) => {
                const name = names[edge][more > 0 ? 0 : 1] ?? '';
                const Icon = more > 0 ? Plus : Minus;
                return (
                  <Button
                    key={more}
                    size="small"
                    aria-label={name}
                    title={name}
                    className="px-2"
                    onClick={() => cutting.move(edge, { bySentences: (edge === 'start' ? -1 : 1) * more })}
                  >
                    <Icon aria-hidden="true" />
                    {more > 0 ? t('editor.sentenceMore') : t('editor.sentenceLess')}
                  </Button>
                );
              })}
            </div>
          ))
        : null}
      <span className="flex-1" />
      <div className="flex flex-wrap items-center gap-1.5">
        <Button size="small" variant="ghost" onClick={onSplit}>
          <SplitSquareHorizontal aria-hidden="true" />
          {t('editor.split')}
        </Button>
        {onMerge ? (
          <Button size="small" variant="ghost" onClick={onMerge}>
            <Merge aria-hidden="true" />
            {t('editor.merge')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
