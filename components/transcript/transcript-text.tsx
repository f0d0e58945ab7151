'use client';

import { LocateFixed } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useState } from 'react';
import { usePlayer } from '#components/player/player-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { TranscriptAnswer } from '#lib/shared/api/transcript.ts';
import { ParagraphView } from './paragraph-view.tsx';
import type { Paragraph } from './paragraphs.ts';
import { useFollow } from './use-follow.ts';
import type { WordSelection } from './use-word-selection.ts';

export interface ClipMark {
  id: string;
  rank: number;
  startMs: number;
  endMs: number;
}

interface TranscriptTextProps {
  list: RefObject<HTMLDivElement | null>;
  transcript: TranscriptAnswer;
  paragraphs: readonly Paragraph[];
  clips: readonly ClipMark[];
  activeId: string | null;
  selection: WordSelection;
  editing: { sentence: number; field: ReactNode } | null;
  /** Opens the sentence of this word; null while the text cannot be changed. */
  onEdit: ((word: number) => void) | null;
  onSpeaker: ((position: number) => void) | null;
}

const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/**
 * The paragraphs: they follow the player, a click on a word goes there, a double click changes its sentence. From the
 * keyboard: up and down between paragraphs, right into the words, Shift chooses them, Enter changes, Space plays.
 */
export function TranscriptText(props: TranscriptTextProps) {
  const { list, transcript, paragraphs, clips, activeId, selection, editing, onEdit, onSpeaker } = props;
  const t = useTexts();
  const player = usePlayer();
  const [focused, setFocused] = useState(0);
  const follow = useFollow(list, transcript.words, paragraphs);
  const focusParagraph = (position: number) => {
    const next = Math.min(paragraphs.length - 1, Math.max(0, position));
    setFocused(next);
    list.current?.querySelector<HTMLElement>(`[data-paragraph="${next}"] [data-seek]`)?.focus();
  };
  const play = (startMs: number | undefined) => {
    if (startMs === undefined) return;
    follow.resumeAt(startMs);
    player.seek(startMs, true);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!(event.target instanceof HTMLElement)) return;
    const word = event.target.dataset.word;
    const done = word === undefined ? paragraphKey(event, event.target) : wordKey(event, Number(word));
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const paragraphKey = (event: KeyboardEvent, target: HTMLElement) => {
    if (target.dataset.seek === undefined) return false;
    const step = MOVES[event.key];
    if (step !== undefined) focusParagraph(focused + step);
    const first = paragraphs[focused]?.words[0]?.index;
    if (event.key === 'ArrowRight' && first !== undefined) selection.moveTo(first, false);
    return step !== undefined || event.key === 'ArrowRight';
  };
  const wordKey = (event: KeyboardEvent, word: number) => {
    const to = wordAfter(event.key, word, paragraphs);
    if (to !== null) selection.moveTo(to, event.shiftKey);
    else if (event.key === ' ') play(transcript.words[word]?.startMs);
    else if ((event.key === 'Enter' || event.key === 'F2') && onEdit) onEdit(word);
    else if (event.key === 'Escape') {
      selection.clear();
      focusParagraph(focused);
    } else return false;
    return true;
  };
  return (
    <div className="relative">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons of the paragraphs do the same from the keyboard. */}
      <div
        ref={list}
        className="mx-auto max-w-[800px] pt-3 pr-4 pb-10 sm:pr-7"
        onClick={(event) => {
          const startMs = startOf(event.target, transcript);
          if (startMs === null || window.getSelection()?.type === 'Range') return;
          if (event.shiftKey) return;
          selection.clear();
          play(startMs);
        }}
        onDoubleClick={(event) => {
          const word = wordOf(event.target);
          if (word === null || !onEdit) return;
          player.pause();
          onEdit(word);
        }}
        onKeyDown={onKeyDown}
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
            chosen={overlaps(paragraph, selection.range) ? selection.range : null}
            editing={editing && paragraph.sentences.some((each) => each.index === editing.sentence) ? editing : null}
            onSpeaker={onSpeaker}
          />
        ))}
      </div>
      {follow.away && !selection.range ? (
        <div className="pointer-events-none sticky bottom-4 flex justify-center max-lg:bottom-19">
          <Button size="small" className="pointer-events-auto shadow-float" onClick={follow.resume}>
            <LocateFixed aria-hidden="true" />
            {t('transcript.toSpoken')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Where a key goes from a word, or null for keys that go nowhere. */
function wordAfter(key: string, word: number, paragraphs: readonly Paragraph[]): number | null {
  if (key === 'ArrowRight') return word + 1;
  if (key === 'ArrowLeft') return word - 1;
  const at = paragraphs.findIndex((each) => (each.words.at(-1)?.index ?? -1) >= word);
  if (key === 'ArrowDown') return paragraphs[at + 1]?.words[0]?.index ?? word;
  if (key === 'ArrowUp') return paragraphs[at - 1]?.words[0]?.index ?? word;
  if (key === 'Home') return paragraphs[at]?.words[0]?.index ?? word;
  if (key === 'End') return paragraphs[at]?.words.at(-1)?.index ?? word;
  return null;
}

function overlaps({ words }: Paragraph, range: WordSelection['range']): boolean {
  const first = words[0]?.index;
  return range !== null && first !== undefined && first < range.to && (words.at(-1)?.index ?? -1) >= range.from;
}

function wordOf(target: EventTarget): number | null {
  const word = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-word]')?.dataset.word : undefined;
  return word === undefined ? null : Number(word);
}

/** Where the clicked word or paragraph begins. */
function startOf(target: EventTarget, transcript: TranscriptAnswer): number | null {
  const word = wordOf(target);
  if (word !== null) return transcript.words[word]?.startMs ?? null;
  const seek = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-seek]')?.dataset.seek : undefined;
  return seek === undefined ? null : Number(seek);
}

/** The rank of the clip whose first paragraph this is. */
function rankAt(paragraphs: readonly Paragraph[], position: number, clips: readonly ClipMark[]): number | null {
  const clipId = paragraphs[position]?.clipId ?? null;
  if (clipId === null || paragraphs[position - 1]?.clipId === clipId) return null;
  return clips.find((clip) => clip.id === clipId)?.rank ?? null;
}
