import type { Segment, Word } from '#lib/shared/transcript.ts';

/** A word and what stands between it and the next: a space in most languages, nothing in some. */
export interface PlacedWord {
  /** Place in the transcript's list of words. */
  index: number;
  text: string;
  gap: string;
}

/** What is shown as one block: sentences of one speaker, wholly inside or outside of one clip. */
export interface Paragraph {
  startMs: number;
  endMs: number;
  speaker: string | null;
  /** True where another speaker begins. */
  newSpeaker: boolean;
  clipId: string | null;
  text: string;
  words: readonly PlacedWord[];
}

interface Range {
  id: string;
  startMs: number;
  endMs: number;
}

/** A block is closed at the next sentence once it is this long, or after such a silence. */
const LONG_CHARS = 420;
const SILENCE_MS = 1500;

/**
 * Groups sentences to paragraphs for reading. Clips begin and end on sentences,
 * so a paragraph never lies half inside one.
 */
export function toParagraphs(
  segments: readonly Segment[],
  words: readonly Word[],
  clips: readonly Range[],
): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let wordAt = 0;
  let open: (Paragraph & { words: PlacedWord[] }) | null = null;
  for (const [position, segment] of segments.entries()) {
    const last = position === segments.length - 1;
    const from = wordAt;
    while (wordAt < words.length && (last || middle(words[wordAt]) < segment.endMs)) wordAt += 1;
    const clipId = clipAt(clips, (segment.startMs + segment.endMs) / 2);
    const joins =
      open !== null &&
      open.speaker === segment.speaker &&
      open.clipId === clipId &&
      open.text.length < LONG_CHARS &&
      segment.startMs - open.endMs < SILENCE_MS;
    if (!joins || !open) {
      const before: string | null = paragraphs.at(-1)?.speaker ?? null;
      open = {
        startMs: segment.startMs,
        endMs: segment.endMs,
        speaker: segment.speaker,
        newSpeaker: segment.speaker !== null && segment.speaker !== before,
        clipId,
        text: '',
        words: [],
      };
      paragraphs.push(open);
    }
    const text = segment.text.trim();
    const previous = open.words.at(-1);
    if (previous) previous.gap = ' ';
    open.text += (open.text ? ' ' : '') + text;
    open.endMs = segment.endMs;
    open.words.push(...placeWords(text, words.slice(from, wordAt), from));
  }
  return paragraphs;
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

function middle(word: Word | undefined): number {
  return word ? (word.startMs + word.endMs) / 2 : 0;
}

function clipAt(clips: readonly Range[], ms: number): string | null {
  return clips.find((clip) => ms >= clip.startMs && ms < clip.endMs)?.id ?? null;
}
