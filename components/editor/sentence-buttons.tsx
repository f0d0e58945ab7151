'use client';

import { Merge, Minus, Plus, SplitSquareHorizontal } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
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
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5">
      {hasWords ? (
        <>
          <MoreOrLess
            name={t('editor.sentenceBefore')}
            more={t('editor.sentenceMoreStart')}
            less={t('editor.sentenceLessStart')}
            onStep={(more) => cutting.move('start', { bySentences: -more })}
          />
          <MoreOrLess
            name={t('editor.sentenceAfter')}
            more={t('editor.sentenceMoreEnd')}
            less={t('editor.sentenceLessEnd')}
            onStep={(more) => cutting.move('end', { bySentences: more })}
          />
        </>
      ) : null}
      <div className="ml-auto flex flex-wrap items-center gap-1">
        <Button size="small" variant="ghost" className="h-7" onClick={onSplit}>
          <SplitSquareHorizontal aria-hidden="true" />
          {t('editor.split')}
        </Button>
        {onMerge ? (
          <Button size="small" variant="ghost" className="h-7" onClick={onMerge}>
            <Merge aria-hidden="true" />
            {t('editor.merge')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function MoreOrLess(props: { name: string; more: string; less: string; onStep: (more: 1 | -1) => void }) {
  const style =
    'grid size-7 place-items-center text-muted hover:bg-stage hover:text-text first:border-edge first:border-r [&_svg]:size-3.5';
  return (
    <div className="flex items-center gap-2">
      <span aria-hidden="true" className="text-13 text-muted">
        {props.name}
      </span>
      <div className="flex overflow-hidden rounded-control border border-edge bg-card">
        <button
          type="button"
          aria-label={props.more}
          title={props.more}
          className={style}
          onClick={() => props.onStep(1)}
        >
          <Plus aria-hidden="true" />
        </button>
        <button
          type="button"
          aria-label={props.less}
          title={props.less}
          className={style}
          onClick={() => props.onStep(-1)}
        >
          <Minus aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}
