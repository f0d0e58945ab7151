'use client';

import { Mic } from 'lucide-react';
import { memo, type ReactNode, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import { useNear } from '#components/ui/use-near.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { formatTimecode } from '#lib/shared/time.ts';
import type { Paragraph, PlacedSentence, WordRange } from './paragraphs.ts';

interface ParagraphViewProps {
  paragraph: Paragraph;
  /** Place in the list; the roving focus goes by it. */
  position: number;
  focusable: boolean;
  /** Rank of the clip that begins here. */
  rank: number | null;
  active: boolean;
  /** Chosen words, where some are in this paragraph. */
  chosen: WordRange | null;
  /** The sentence that is being changed, and the field for it. */
  editing: { sentence: number; field: ReactNode } | null;
  /** Asks who speaks here; null while that cannot be changed. */
  onSpeaker: ((position: number) => void) | null;
}

/**
 * One block of the transcript. Its words become elements only near the screen:
 * far away it is one text, so that hours of speech stay light and can still be searched by the browser.
 */
export const ParagraphView = memo(function ParagraphView(props: ParagraphViewProps) {
  const { paragraph, position, focusable, rank, active, chosen, editing } = props;
  const t = useTexts();
  const block = useRef<HTMLDivElement>(null);
  const near = useNear(block);
  const inClip = paragraph.clipId !== null;
  const time = formatTimecode(paragraph.startMs);
  return (
    <div
      ref={block}
      data-paragraph={position}
      className="paragraph group grid grid-cols-[3.5rem_minmax(0,1fr)] sm:grid-cols-[4.5rem_minmax(0,1fr)]"
    >
      <SpeakerName {...props} />
      <button
        type="button"
        tabIndex={focusable ? 0 : -1}
        data-seek={paragraph.startMs}
        className="timecode col-start-1 flex min-h-6 flex-col items-end gap-0.5 self-start pt-[3px] rounded-small pr-1 text-muted hover:text-text"
      >
        <span className="sr-only">
          {t('transcript.playFrom', { time })}
          {rank ? t('transcript.clipBegins', { rank: String(rank) }) : null}
        </span>
        <span aria-hidden="true">{time}</span>
        {rank ? (
          <span
            aria-hidden="true"
            className="grid h-[18px] min-w-[18px] place-items-center rounded-full bg-accent px-1 font-[650] font-sans text-11 text-on-accent"
          >
            {rank}
          </span>
        ) : null}
      </button>
      <div
        className={cn(
          'mb-3.5 max-w-[66ch] border-l-[3px] pl-4 text-16 leading-[1.6] transition-colors duration-150 ease-out',
          inClip ? 'border-accent' : 'border-transparent',
          active && 'rounded-r-small bg-lit',
        )}
      >
        {near || editing
          ? paragraph.sentences.map((sentence) =>
              editing?.sentence === sentence.index ? (
                <span key={sentence.index}>{editing.field}</span>
              ) : (
                <Sentence key={sentence.index} sentence={sentence} chosen={chosen} />
              ),
            )
          : paragraph.text}
      </div>
    </div>
  );
});

function Sentence({ sentence, chosen }: { sentence: PlacedSentence; chosen: WordRange | null }) {
  const isChosen = (index: number) => chosen !== null && index >= chosen.from && index < chosen.to;
  return (
    <span data-sentence={sentence.index}>
      {sentence.words.map(({ index, text, gap }) => (
        <span key={index}>
          <span
            data-word={index}
            data-chosen={isChosen(index) || undefined}
            className="cursor-pointer rounded-mark outline-offset-1 hover:bg-stage"
          >
            {text}
          </span>
          {gap === '' ? null : <span data-chosen={(isChosen(index) && isChosen(index + 1)) || undefined}>{gap}</span>}
        </span>
      ))}
    </span>
  );
}

/** Who speaks, where that changes; the way to say it. */
function SpeakerName({ paragraph, position, onSpeaker }: ParagraphViewProps) {
  const { speaker, newSpeaker } = paragraph;
  const t = useTexts();
  const style = 'col-start-2 mt-4 mb-0.5 ml-4 justify-self-start rounded-small base:font-semibold text-13';
  if (!newSpeaker && (position > 0 || !onSpeaker)) return null;
  if (!onSpeaker) return <p className={style}>{speaker ?? t('transcript.someone')}</p>;
  return (
    <button
      type="button"
      data-speaker
      className={cn(style, 'flex min-h-6 items-center gap-1.5 hover:underline', !speaker && 'font-medium text-muted')}
      onClick={() => onSpeaker(position)}
    >
      {speaker ? (
        <>
          <span className="sr-only">{t('transcript.speakerIs', { name: speaker })}</span>
          <span aria-hidden="true">{speaker}</span>
        </>
      ) : (
        <>
          <Mic aria-hidden="true" className="size-3.5" />
          {t('transcript.whoSpeaks')}
        </>
      )}
    </button>
  );
}
