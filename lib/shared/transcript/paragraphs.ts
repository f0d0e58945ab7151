/** A paragraph is closed at the next sentence once it is this long, or after such a silence. */
const LONG_CHARS = 420;
const SILENCE_MS = 1500;

interface Spoken {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly speaker: string | null;
}

/**
 * Sentences as paragraphs for reading: one speaker each, closed where it gets
 * long or after a silence.
 *
 * @param together more that all sentences of a paragraph must share, e.g. the clip they lie in
 */
export function paragraphsOf<S extends Spoken>(
  sentences: readonly S[],
  together: (sentence: S) => unknown = () => null,
): S[][] {
  const paragraphs: S[][] = [];
  let length = 0;
  for (const sentence of sentences) {
    const open = paragraphs.at(-1);
    const last = open?.at(-1);
    const joins =
      last !== undefined &&
      last.speaker === sentence.speaker &&
      together(last) === together(sentence) &&
      length < LONG_CHARS &&
      sentence.startMs - last.endMs < SILENCE_MS;
    if (open && joins) open.push(sentence);
    else paragraphs.push([sentence]);
    length = (joins ? length : 0) + sentence.text.length;
  }
  return paragraphs;
}
