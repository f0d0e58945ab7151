'use client';

import { LocateFixed } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { usePlayer } from '#components/player/player-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { TranscriptAnswer } from '#lib/shared/api.ts';
import { ParagraphView } from './paragraph-view.tsx';
import { type Paragraph, toParagraphs } from './paragraphs.ts';
import { useFollow } from './use-follow.ts';

interface ClipRange {
  id: string;
  rank: number;
  startMs: number;
  endMs: number;
}

interface TranscriptPaneProps {
  /** Undefined while it loads, null where there is none yet. */
  transcript: TranscriptAnswer | null | undefined;
  clips: readonly ClipRange[];
  activeId: string | null;
  /** Said where there is no text: why, or what comes. */
  emptyText: string;
}

const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** The words of the episode. They follow the player, and a click on one goes there. */
export function TranscriptPane({ transcript, clips, activeId, emptyText }: TranscriptPaneProps) {
  const player = usePlayer();
  const list = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(0);
  const paragraphs = useMemo(
    () => (transcript ? toParagraphs(transcript.segments, transcript.words, clips) : []),
    [transcript, clips],
  );
  const follow = useFollow(list, transcript?.words ?? [], paragraphs);
  if (transcript === undefined) return <TranscriptSkeleton />;
  if (!transcript || paragraphs.length === 0) {
    return <p className="max-w-[52ch] px-4 py-6 text-muted sm:px-7">{emptyText}</p>;
  }
  const moveFocus = (position: number) => {
    const next = Math.min(paragraphs.length - 1, Math.max(0, position));
    setFocused(next);
    list.current?.querySelector<HTMLElement>(`[data-paragraph="${next}"] button`)?.focus();
  };
  return (
    <div className="relative">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons of the paragraphs do the same from the keyboard. */}
      <div
        ref={list}
        className="mx-auto max-w-[800px] pt-5 pr-4 pb-10 sm:pr-7"
        onClick={(event) => {
          const startMs = startOf(event.target, transcript);
          if (startMs === null || window.getSelection()?.type === 'Range') return;
          follow.resume();
          player.seek(startMs, true);
        }}
        onKeyDown={(event) => {
          const step = MOVES[event.key];
          if (step === undefined || !(event.target instanceof HTMLButtonElement)) return;
          event.preventDefault();
          moveFocus(focused + step);
        }}
        onFocus={(event) => {
          const position = event.target.closest<HTMLElement>('[data-paragraph]')?.dataset.paragraph;
          if (position !== undefined) setFocused(Number(position));
        }}
      >
        {paragraphs.map((paragraph, position) => (
          <ParagraphView
            key={paragraph.startMs}
            paragraph={paragraph}
            position={position}
            focusable={position === Math.min(focused, paragraphs.length - 1)}
            rank={rankAt(paragraphs, position, clips)}
            active={paragraph.clipId !== null && paragraph.clipId === activeId}
          />
        ))}
      </div>
      {follow.away ? (
        <div className="pointer-events-none sticky bottom-4 flex justify-center max-lg:bottom-19">
          <Button size="small" className="pointer-events-auto shadow-float" onClick={follow.resume}>
            <LocateFixed aria-hidden="true" />
            Back to the spoken word
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Where the clicked word or paragraph begins. */
function startOf(target: EventTarget, transcript: TranscriptAnswer): number | null {
  if (!(target instanceof HTMLElement)) return null;
  const word = target.closest<HTMLElement>('[data-word]')?.dataset.word;
  if (word !== undefined) return transcript.words[Number(word)]?.startMs ?? null;
  const seek = target.closest<HTMLElement>('[data-seek]')?.dataset.seek;
  return seek === undefined ? null : Number(seek);
}

/** The rank of the clip whose first paragraph this is. */
function rankAt(paragraphs: readonly Paragraph[], position: number, clips: readonly ClipRange[]): number | null {
  const clipId = paragraphs[position]?.clipId ?? null;
  if (clipId === null || paragraphs[position - 1]?.clipId === clipId) return null;
  return clips.find((clip) => clip.id === clipId)?.rank ?? null;
}

const LINES = ['w-11/12', 'w-4/5', 'w-full', 'w-2/3', 'w-11/12', 'w-3/4', 'w-full', 'w-1/2'];

function TranscriptSkeleton() {
  return (
    <div role="status" aria-label="Loading the transcript" className="grid max-w-[66ch] gap-4 px-4 py-6 sm:pl-[88px]">
      {LINES.map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: fixed lines that never change places.
        <Skeleton key={line} className={`h-4 ${width}`} />
      ))}
    </div>
  );
}
