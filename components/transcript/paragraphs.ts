import { paragraphsOf } from '#lib/shared/transcript/paragraphs.ts';
import type { Segment, Word } from '#lib/shared/transcript.ts';

/** A word and what stands between it and the next: a space in most languages, nothing in some. */
export interface PlacedWord {
  /** Place in the transcript's list of words. */
  index: number;
  text: string;
  gap: string;
}

/** A sentence in its paragraph. */
export interface PlacedSentence {
  /** Place in the transcript's list of segments. */
  index: number;
  text: string;
  words: readonly PlacedWord[];
}

/** What is shown as one block: sentences of one speaker, wholly inside or outside of one clip. */
export interface Paragraph {
  startMs: number;
  endMs: number;
  speaker: string | null;
  /** True where another speaker begins, or nobody known. */
  newSpeaker: boolean;
  clipId: string | null;
  text: string;
  sentences: readonly PlacedSentence[];
  words: readonly PlacedWord[];
}

interface Range {
  id: string;
  startMs: number;
  endMs: number;
}

/**
 * Groups sentences to paragraphs for reading. Clips begin and end on sentences,
 * so a paragraph never lies half inside one.
 *
 * @param counts how many words each segment has; found by their times where it is not known
 */
export function toParagraphs(
  segments: readonly Segment[],
  words: readonly Word[],
  clips: readonly Range[],
  counts: readonly number[] = countWords(segments, words),
): Paragraph[] {
  let at = 0;
  const placed = segments.map((segment, index) => {
    const from = at;
    at = index === segments.length - 1 ? words.length : from + (counts[index] ?? 0);
    const clipId = clipAt(clips, (segment.startMs + segment.endMs) / 2);
    return { ...segment, index, clipId, from, to: at };
  });
  const paragraphs: Paragraph[] = [];
  for (const group of paragraphsOf(placed, (segment) => segment.clipId)) {
    const first = group[0];
    if (!first) continue;
    const before = paragraphs.at(-1);
    const sentences = group.map(({ index, text, from, to }, position) => {
      const own = placeWords(text.trim(), words.slice(from, to), from);
      const last = own.at(-1);
      if (last && position < group.length - 1) last.gap = ' ';
      return { index, text: text.trim(), words: own };
    });
    paragraphs.push({
      ...{ startMs: first.startMs, endMs: group.at(-1)?.endMs ?? first.endMs, speaker: first.speaker },
      newSpeaker: before ? first.speaker !== before.speaker : first.speaker !== null,
      clipId: first.clipId,
      text: sentences.map((sentence) => sentence.text).join(' '),
      sentences,
      words: sentences.flatMap((sentence) => sentence.words),
    });
  }
  return paragraphs;
}

/** The paragraphs of a new text, but those that read as before are the same objects, so that they are not drawn again. */
export function keepParagraphs(before: readonly Paragraph[], now: readonly Paragraph[]): Paragraph[] {
  const known = new Map(before.map((paragraph) => [paragraph.startMs, paragraph]));
  return now.map((paragraph) => {
    const old = known.get(paragraph.startMs);
    return old && readsAs(old, paragraph) ? old : paragraph;
  });
}

function readsAs(a: Paragraph, b: Paragraph): boolean {
  const placed = ({ words, sentences }: Paragraph) =>
    `${words[0]?.index} ${words.length} ${sentences[0]?.index} ${sentences.map((sentence) => sentence.words.length)}`;
  return (
    a.text === b.text &&
    a.endMs === b.endMs &&
    a.speaker === b.speaker &&
    a.newSpeaker === b.newSpeaker &&
    a.clipId === b.clipId &&
    placed(a) === placed(b)
  );
}

/** Finds the words in the sentence, so that what stands between them stays as it was written. */
export function placeWords(sentence: string, words: readonly Word[], firstIndex: number): PlacedWord[] {
  const places: { start: number; end: number }[] = [];
  let from = 0;
  for (const word of words) {
    const text = word.text.trim();
    const start = sentence.indexOf(text, from);
    if (start < 0)
      return words.map((each, offset) => ({ index: firstIndex + offset, text: each.text.trim(), gap: ' ' }));
    from = start + text.length;
    places.push({ start, end: from });
  }
  return places.map(({ start, end }, offset) => ({
    index: firstIndex + offset,
    text: sentence.slice(start, end),
    gap: sentence.slice(end, places[offset + 1]?.start ?? sentence.length),
  }));
}

/** The last word that has begun at this time; -1 before the first. Words are in order of time. */
export function wordAtTime(words: readonly Word[], positionMs: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const half = (low + high) >> 1;
    if ((words[half]?.startMs ?? 0) <= positionMs) low = half + 1;
    else high = half;
  }
  return low - 1;
}

/** The words of the turn that a paragraph is part of: all paragraphs around it with the same speaker. */
export function turnAt(paragraphs: readonly Paragraph[], position: number): WordRange | null {
  const speaker = paragraphs[position]?.speaker;
  if (speaker === undefined) return null;
  let [first, last] = [position, position];
  while (paragraphs[first - 1]?.speaker === speaker) first -= 1;
  while (paragraphs[last + 1]?.speaker === speaker) last += 1;
  const words = paragraphs.slice(first, last + 1).flatMap((paragraph) => paragraph.words);
  const [from, to] = [words[0]?.index, words.at(-1)?.index];
  return from === undefined || to === undefined ? null : { from, to: to + 1 };
}

/** Words [from, to) of the transcript. */
export interface WordRange {
  readonly from: number;
  readonly to: number;
}

function countWords(segments: readonly Segment[], words: readonly Word[]): number[] {
  let at = 0;
  return segments.map(({ endMs }) => {
    const from = at;
    while (at < words.length && middle(words[at]) < endMs) at += 1;
    return at - from;
  });
}

function middle(word: Word | undefined): number {
  return word ? (word.startMs + word.endMs) / 2 : 0;
}

function clipAt(clips: readonly Range[], ms: number): string | null {
  return clips.find((clip) => ms >= clip.startMs && ms < clip.endMs)?.id ?? null;
}
