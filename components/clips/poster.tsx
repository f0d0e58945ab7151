'use client';

import { Play, TriangleAlert } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { RenderView } from '#lib/shared/api/clips.ts';
import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import { usePreview } from './use-preview.ts';

interface PosterProps {
  /** Null before anything is rendered. */
  render: RenderView | null;
  rank: number;
  title: string;
  onOpen: () => void;
}

/**
 * A picture of the clip in its own shape; a button as soon as it can be played, and a preview without sound while
 * it is pointed at. Its place never changes size.
 */
export function Poster({ render, rank, title, onOpen }: PosterProps) {
  const t = useTexts();
  const aspect = render?.aspect ?? '9:16';
  const playable = render?.videoUrl;
  const preview = usePreview();
  const badge = (
    <span
      aria-hidden="true"
      className="absolute top-1.5 left-1.5 rounded-[5px] bg-black/65 px-1.5 font-[650] text-11 text-white"
    >
      {rank}
    </span>
  );
  if (!playable) {
    return (
      <div className={frame} style={shape(aspect)}>
        {render?.status === 'failed' ? (
          <TriangleAlert aria-hidden="true" className="size-5 text-bad" />
        ) : (
          <span aria-hidden="true" className="flex animate-breathe items-center gap-[3px]">
            {[10, 18, 26, 14, 20].map((height, bar) => (
              <i
                key={height}
                className={cn('w-[3px] rounded-full', bar === 2 ? 'bg-accent' : 'bg-bar')}
                style={{ height }}
              />
            ))}
          </span>
        )}
        {badge}
      </div>
    );
  }
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={t('clips.play', { n: rank, title })}
      className={cn(frame, 'group/poster')}
      style={shape(aspect)}
      {...preview.handlers}
    >
      {render.posterUrl ? (
        // biome-ignore lint/performance/noImgElement: already of the right size, and served by this machine.
        <img
          src={render.posterUrl}
          alt=""
          loading="lazy"
          decoding="async"
          className="absolute inset-0 size-full object-cover"
        />
      ) : null}
      {preview.playing ? (
        <video
          src={playable}
          autoPlay
          muted
          loop
          playsInline
          aria-hidden="true"
          tabIndex={-1}
          data-preview
          className="absolute inset-0 size-full animate-rise object-cover"
        />
      ) : null}
      <span
        className={cn(
          'absolute inset-0 bg-black/0 transition-colors duration-150 ease-out',
          !preview.playing && 'group-hover/poster:bg-black/25',
        )}
      />
      <span
        data-hidden={preview.playing || undefined}
        className="relative grid size-9 data-hidden:opacity-0 place-items-center rounded-full bg-black/60 text-white transition duration-150 ease-out group-hover/poster:scale-110"
      >
        <Play aria-hidden="true" className="size-4 translate-x-px fill-current" />
      </span>
      {badge}
    </button>
  );
}

const frame = 'relative grid w-full place-items-center overflow-hidden rounded-control bg-stage';

function shape(aspect: Aspect): { aspectRatio: string } {
  const { width, height } = ASPECT_SIZES[aspect];
  return { aspectRatio: `${width} / ${height}` };
}
