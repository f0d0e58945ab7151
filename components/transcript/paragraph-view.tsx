'use client';

import { memo, useEffect, useRef, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { formatTimecode } from '#lib/shared/time.ts';
import type { Paragraph } from './paragraphs.ts';

interface ParagraphViewProps {
  paragraph: Paragraph;
  /** Place in the list; the roving focus goes by it. */
  position: number;
  focusable: boolean;
  /** Rank of the clip that begins here. */
  rank: number | null;
  active: boolean;
}

/**
 * One block of the transcript. Its words become elements only near the screen:
 * far away it is one text, so that hours of speech stay light and can still be searched by the browser.
 */
export const ParagraphView = memo(function ParagraphView(props: ParagraphViewProps) {
  const { paragraph, position, focusable, rank, active } = props;
  const block = useRef<HTMLDivElement>(null);
  const near = useNear(block);
  const inClip = paragraph.clipId !== null;
  return (
    <div
      ref={block}
      data-paragraph={position}
      className="paragraph group grid grid-cols-[3.5rem_minmax(0,1fr)] sm:grid-cols-[4.5rem_minmax(0,1fr)]"
    >
      {paragraph.newSpeaker ? (
        <p className="col-start-2 mt-4 mb-0.5 pl-4 font-semibold text-13">{paragraph.speaker}</p>
      ) : null}
      <button
        type="button"
        tabIndex={focusable ? 0 : -1}
        data-seek={paragraph.startMs}
        className="timecode col-start-1 flex min-h-6 flex-col items-end gap-0.5 self-start pt-[3px] rounded-small pr-1 text-muted hover:text-text"
      >
        <span className="sr-only">Play from </span>
        {formatTimecode(paragraph.startMs)}
        {rank ? (
          <span className="flex">
            <span className="sr-only">, clip </span>
            <span className="grid h-[18px] min-w-[18px] place-items-center rounded-full bg-accent px-1 font-[650] font-sans text-11 text-on-accent">
              {rank}
            </span>
            <span className="sr-only"> begins here</span>
          </span>
        ) : null}
      </button>
      <p
        className={cn(
          'mb-3.5 max-w-[66ch] border-l-[3px] pl-4 text-16 leading-[1.6] transition-colors duration-150 ease-out',
          inClip ? 'border-accent' : 'border-transparent',
          active && 'rounded-r-small bg-lit',
        )}
      >
        {near
          ? paragraph.words.map((word) => (
              <span key={word.index}>
                <span data-word={word.index} className="cursor-pointer rounded-mark hover:bg-stage">
                  {word.text}
                </span>
                {word.gap}
              </span>
            ))
          : paragraph.text}
      </p>
    </div>
  );
});

/** True while the element is on the screen or a page away from it. */
function useNear(target: React.RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (!target.current) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry) setNear(entry.isIntersecting);
      },
      { rootMargin: '800px 0px' },
    );
    observer.observe(target.current);
    return () => observer.disconnect();
  }, [target]);
  return near;
}
