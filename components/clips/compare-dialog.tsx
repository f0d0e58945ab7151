'use client';

import { useId, useRef, useState } from 'react';
import { toast } from '#components/layout/toasts.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Select } from '#components/ui/field.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView, FeedbackPut } from '#lib/shared/api/clips.ts';
import { heardMs } from '#lib/shared/clip-edit.ts';
import { ASPECT_SIZES } from '#lib/shared/states.ts';
import { formatSpan } from '#lib/shared/texts/formats.ts';
import { currentRender } from './current-render.ts';

interface CompareDialogProps {
  /** Null closes it. */
  clip: ClipView | null;
  clips: readonly ClipView[];
  onRate: (clip: ClipView, change: FeedbackPut) => void;
  onClose: () => void;
}

/** Two clips beside each other: choosing one rates both. */
export function CompareDialog({ clip, clips, onRate, onClose }: CompareDialogProps) {
  const t = useTexts();
  return (
    <Dialog
      open={clip !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('rating.compareTitle')}
      description={t('rating.compareText')}
      className="max-w-[780px]"
    >
      {clip ? <Compared key={clip.id} clip={clip} clips={clips} onRate={onRate} onClose={onClose} /> : null}
    </Dialog>
  );
}

function Compared({ clip, clips, onRate, onClose }: CompareDialogProps & { clip: ClipView }) {
  const t = useTexts();
  const id = useId();
  const players = useRef<HTMLDivElement>(null);
  const others = clips.filter((each) => each.id !== clip.id);
  const [otherId, setOtherId] = useState(() => nearestOf(clip, others)?.id);
  const other = others.find((each) => each.id === otherId);
  if (!other) return null;
  const choose = (better: ClipView, worse: ClipView) => {
    onRate(better, { thumb: 'up', reason: null });
    onRate(worse, { thumb: 'down', reason: null });
    toast('ok', t('rating.chosen', { n: better.rank, other: worse.rank }));
    onClose();
  };
  return (
    <>
      {others.length > 1 ? (
        <label htmlFor={id} className="mt-3 flex flex-wrap items-center gap-2 text-13">
          <span className="text-muted">{t('rating.other')}</span>
          <Select
            id={id}
            value={other.id}
            onChange={(event) => setOtherId(event.target.value)}
            className="min-w-0 max-w-full flex-1 text-13"
          >
            {others.map(({ id: value, rank, title }) => (
              <option key={value} value={value}>
                {`${rank}. ${title}`}
              </option>
            ))}
          </Select>
        </label>
      ) : null}
      <div ref={players} className="mt-4 grid gap-4 sm:grid-cols-2">
        {([clip, other] as const).map((each, place) => (
          <Side
            key={each.id}
            clip={each}
            onPlay={(video) => {
              // One voice at a time.
              for (const player of players.current?.querySelectorAll('video') ?? [])
                if (player !== video) player.pause();
            }}
            onChoose={() => choose(each, place === 0 ? other : clip)}
          />
        ))}
      </div>
      <Button variant="ghost" size="small" className="mt-3" onClick={onClose}>
        {t('rating.neither')}
      </Button>
    </>
  );
}

interface SideProps {
  clip: ClipView;
  onPlay: (video: HTMLVideoElement) => void;
  onChoose: () => void;
}

function Side({ clip, onPlay, onChoose }: SideProps) {
  const t = useTexts();
  const render = currentRender(clip);
  const { width, height } = ASPECT_SIZES[render?.aspect ?? '9:16'];
  return (
    <section aria-label={clip.title} className="flex min-w-0 flex-col gap-2">
      <div className="grid place-items-center rounded-control bg-stage p-2">
        {render?.videoUrl ? (
          // biome-ignore lint/a11y/useMediaCaption: its captions are in the picture.
          <video
            src={render.videoUrl}
            poster={render.posterUrl ?? undefined}
            controls
            playsInline
            aria-label={clip.title}
            onPlay={(event) => onPlay(event.currentTarget)}
            className="max-h-[44dvh] max-w-full rounded-small bg-black"
            style={{ aspectRatio: `${width} / ${height}` }}
          />
        ) : (
          <p className="max-h-[44dvh] overflow-y-auto p-3 text-13 text-muted">
            {t('rating.noVideo')} “{clip.text}”
          </p>
        )}
      </div>
      <p className="font-medium text-13">
        {clip.rank}. {clip.title} <span className="text-muted">{formatSpan(t, heardMs(clip))}</span>
      </p>
      <Button className="mt-auto" aria-label={t('rating.thisOneOf', { n: clip.rank })} onClick={onChoose}>
        {t('rating.thisOne')}
      </Button>
    </section>
  );
}

/** The one beside it in the list, the better one first: these are hard to tell apart. */
function nearestOf(clip: ClipView, others: readonly ClipView[]): ClipView | undefined {
  return others.toSorted((a, b) => Math.abs(a.rank - clip.rank) - Math.abs(b.rank - clip.rank) || a.rank - b.rank)[0];
}
