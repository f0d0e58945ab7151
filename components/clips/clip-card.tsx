'use client';

import { memo, useRef } from 'react';
import { Card } from '#components/ui/card.tsx';
import { cn } from '#components/ui/cn.ts';
import { useSeen } from '#components/ui/use-near.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView, FeedbackPut } from '#lib/shared/api/clips.ts';
import { heardMs } from '#lib/shared/clip-edit.ts';
import type { ClipPatch } from '#lib/shared/clip-requests.ts';
import { formatSpan } from '#lib/shared/texts/formats.ts';
import { formatTimecode } from '#lib/shared/time.ts';
import { ClipControls } from './clip-controls.tsx';
import { CompareBar } from './compare-bar.tsx';
import { currentRender } from './current-render.ts';
import { EditLink } from './edit-link.tsx';
import { Poster } from './poster.tsx';
import { RenderStatus } from './render-status.tsx';
import { WhyChips } from './why-chips.tsx';

/** What can be done with a clip; the page decides how. */
export interface ClipActions {
  /** Watch it. */
  open: (clip: ClipView) => void;
  /** Hear it in the episode. */
  listen: (clip: ClipView) => void;
  /** Light its part of waveform and transcript. */
  select: (clip: ClipView) => void;
  rate: (clip: ClipView, change: FeedbackPut) => void;
  retry: (clip: ClipView, jobId: string) => void;
  /** Texts and keeping; answers whether it was stored. */
  change: (clip: ClipView, patch: ClipPatch) => Promise<boolean>;
  remove: (clip: ClipView) => void;
  /** Puts it beside another one, where there are others. */
  compare?: (clip: ClipView) => void;
  /** Looks for more or less like it; null while the episode is worked on. */
  steer: ((clip: ClipView, direction: 'more' | 'less') => void) | null;
}

/**
 * One suggestion: what it is, why it was picked, what to do with it. Its controls come once it is near the screen:
 * a hundred cards with all of theirs would be felt.
 */
export const ClipCard = memo(function ClipCard(props: { clip: ClipView; active: boolean; actions: ClipActions }) {
  const t = useTexts();
  const { clip, active, actions } = props;
  const times = t('clips.times', {
    from: formatTimecode(clip.startMs),
    to: formatTimecode(clip.endMs),
    length: formatSpan(t, heardMs(clip)),
  });
  const render = currentRender(clip);
  const card = useRef<HTMLDivElement>(null);
  const seen = useSeen(card);
  return (
    <Card
      ref={card}
      role="group"
      aria-label={t('clips.named', { n: clip.rank, title: clip.title })}
      data-clip={clip.id}
      onFocusCapture={() => actions.select(clip)}
      onClickCapture={() => actions.select(clip)}
      className={cn(
        'grid grid-cols-[92px_minmax(0,1fr)] grid-rows-[1fr_auto] gap-x-3.5 p-3 transition-[border-color,box-shadow] duration-150 ease-out',
        active && 'border-accent shadow-[inset_0_0_0_1px_var(--accent)]',
      )}
    >
      <div className="row-span-2 max-[430px]:row-span-1">
        <Poster render={render} rank={clip.rank} title={clip.title} onOpen={() => actions.open(clip)} />
      </div>
      <div className="flex min-w-0 flex-col">
        <h3 className="font-semibold leading-[1.35]">{clip.title}</h3>
        <div className="mt-0.5 flex min-h-6 flex-wrap items-center justify-between gap-x-2">
          <button
            type="button"
            onClick={() => actions.listen(clip)}
            title={t('clips.hear')}
            aria-label={t('clips.hearAt', { times })}
            className="timecode min-h-6 rounded-small text-left text-muted hover:text-text hover:underline"
          >
            {times}
          </button>
          {seen ? <EditLink clip={clip} compact /> : null}
        </div>
        {seen ? <WhyChips signals={clip.signals} className="my-2" /> : <div className="my-2 min-h-6" />}
        {clip.origin === 'manual' ? (
          <p className="my-1 text-12 text-muted">{t('clips.setByHand')}</p>
        ) : (
          <CompareBar percentile={clip.percentile} rank={clip.rank} />
        )}
        <RenderStatus render={render} onRetry={(jobId) => actions.retry(clip, jobId)} />
      </div>
      <div className="col-start-2 flex min-h-8 flex-wrap items-center self-end pt-1.5 max-[430px]:col-span-2 max-[430px]:col-start-1 max-[430px]:mt-2">
        {seen ? <ClipControls clip={clip} render={render} actions={actions} /> : null}
      </div>
    </Card>
  );
});
