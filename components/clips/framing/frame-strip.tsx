'use client';

import { cn } from '#components/ui/cn.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { STRIP_FRAMES, type Window } from '#lib/shared/framing.ts';
import { usePicture } from './use-picture.ts';

interface FrameProps {
  /** Of the picture with all frames side by side. */
  url: string;
  /** Which of them, from 0. */
  index: number;
  source: { width: number; height: number };
  windows: readonly Window[];
  /** Whether the picture is there; a quiet place is until then. */
  state: ReturnType<typeof usePicture>;
  className?: string;
}

/** One picture of the source; what the clip leaves out of it is dimmed. */
export function Frame({ url, index, source, windows, state, className }: FrameProps) {
  const there = state === 'there';
  const outside = [
    'M0 0H1V1H0Z',
    ...windows.map(({ x, y, width, height }) => `M${x} ${y}v${height}h${width}v${-height}Z`),
  ];
  return (
    <span
      className={cn(
        'relative block overflow-hidden rounded-[4px]',
        there ? 'bg-black' : 'bg-stage',
        state === 'coming' && 'animate-breathe',
        className,
      )}
      style={{
        aspectRatio: `${source.width} / ${source.height}`,
        ...(there && {
          backgroundImage: `url(${url})`,
          backgroundSize: `${STRIP_FRAMES * 100}% 100%`,
          backgroundPosition: `${(index / (STRIP_FRAMES - 1)) * 100}% 0`,
        }),
      }}
    >
      {there && windows.length > 0 ? (
        <svg aria-hidden="true" viewBox="0 0 1 1" preserveAspectRatio="none" className="absolute inset-0 size-full">
          <path d={outside.join('')} fillRule="evenodd" className="fill-black/60" />
          {windows.map(({ x, y, width, height }) => (
            <rect
              key={`${x}-${y}`}
              {...{ x, y, width, height }}
              vectorEffect="non-scaling-stroke"
              className="fill-none stroke-2 stroke-accent"
            />
          ))}
        </svg>
      ) : null}
    </span>
  );
}

/** Pictures from the whole clip, each with the part of it that is shown. */
export function FrameStrip({
  url,
  source,
  windowsAt,
}: Pick<FrameProps, 'url' | 'source'> & { windowsAt: (index: number) => readonly Window[] }) {
  const t = useTexts();
  const state = usePicture(url);
  return (
    <div role="img" aria-busy={state === 'coming'} aria-label={t('clips.frames')} className="grid grid-cols-4 gap-1">
      {Array.from({ length: STRIP_FRAMES }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: there are always eight, in this order.
        <Frame key={index} url={url} index={index} source={source} state={state} windows={windowsAt(index)} />
      ))}
    </div>
  );
}
