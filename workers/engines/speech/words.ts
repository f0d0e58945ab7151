import { segmenterOf } from './segmenter.ts';
import type { Line, Token } from './whisper-json.ts';

/** A word before its times are final. Milliseconds of the pack. */
export interface RawWord {
  readonly text: string;
  readonly confidence: number | null;
  readonly startMs: number;
  /** Where its first token ends; a pause after this lies inside of the word. */
  readonly firstEndMs: number;
  readonly endMs: number;
  /** When the engine's line that it stands in begins and ends: it is surer of that than of words. */
  readonly line?: { readonly startMs: number; readonly endMs: number };
}

interface Character {
  readonly text: string;
  readonly token: number;
}

/** Scripts that are written without spaces: the dictionary tells the words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const LETTER = /[\p{L}\p{N}]/u;

/**
 * The words of a pack with their times: where attention left a word's last
 * token is its end, and where it left the token before is its start (measured:
 * 60-100 ms median error against 170-370 ms where it is read as the start).
 */
export function wordsOf(lines: readonly Line[], language: string): RawWord[] {
  const words: RawWord[] = [];
  let before = 0;
  for (const line of lines) {
    const ends = tokenEnds(line, before);
    for (const run of wordRuns(charactersOf(line.tokens), language)) {
      words.push(wordOf(run, line, ends, before));
    }
    before = Math.max(before, ends.at(-1) ?? line.toMs);
  }
  return words;
}

/** When each token ends: by attention, else by the engine's own guess; never going back. */
function tokenEnds(line: Line, before: number): number[] {
  let latest = Math.max(0, before);
  const rough = line.tokens.every((token) => token.dtwMs === null && token.toMs === null);
  return line.tokens.map((token, index) => {
    const even = line.fromMs + ((line.toMs - line.fromMs) * (index + 1)) / line.tokens.length;
    const end = token.dtwMs ?? token.toMs ?? (rough ? even : latest);
    latest = Math.max(latest, end);
    return latest;
  });
}

function wordOf(run: readonly Character[], line: Line, ends: readonly number[], before: number): RawWord {
  const text = run
    .map((character) => character.text)
    .join('')
    .trim();
  const first = run[0]?.token ?? 0;
  // A comma waits for the pause to end: the word ends with its last letter.
  const last = run.findLast((character) => LETTER.test(character.text))?.token ?? run.at(-1)?.token ?? first;
  const opening = line.tokens[first];
  const coarse = opening?.dtwMs === null ? opening.fromMs : null;
  const startMs = coarse ?? (first > 0 ? ends[first - 1] : before) ?? before;
  const endMs = Math.max(startMs, ends[last] ?? startMs);
  const firstEndMs = Math.max(startMs, ends[first] ?? endMs);
  const span = { startMs: line.fromMs, endMs: line.toMs };
  return { text, confidence: confidenceOf(line.tokens.slice(first, last + 1)), startMs, firstEndMs, endMs, line: span };
}

/** As sure as its least sure part. */
function confidenceOf(tokens: readonly Token[]): number | null {
  const known = tokens.flatMap((token) => (token.probability === null ? [] : [token.probability]));
  return known.length > 0 ? Math.min(...known) : null;
}

/** Characters and the token that each one ends in; tokens may split them. */
function charactersOf(tokens: readonly Token[]): Character[] {
  const characters: Character[] = [];
  let open = Buffer.alloc(0);
  tokens.forEach((token, index) => {
    open = Buffer.concat([open, Buffer.from(token.bytes, 'latin1')]);
    const whole = wholeCharacters(open);
    for (const text of open.toString('utf8', 0, whole)) {
      if (text !== '\uFFFD') characters.push({ text, token: index });
    }
    open = open.subarray(whole);
  });
  return characters;
}

/** How many of these bytes are whole UTF-8 characters: at most three at the end wait for the rest. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** Runs of characters between spaces; marks without a letter go to the word before them. */
function wordRuns(characters: readonly Character[], language: string): Character[][] {
  const runs: Character[][] = [];
  let run: Character[] = [];
  const close = () => {
    const last = runs.at(-1);
    if (run.length === 0) return;
    if (!run.some((character) => LETTER.test(character.text)) && last) last.push(...run);
    else if (UNSPACED.test(run.map((character) => character.text).join('')))
      runs.push(...dictionaryRuns(run, language));
    else runs.push(run);
    run = [];
  };
  for (const character of characters) {
    if (/\s/.test(character.text)) close();
    else run.push(character);
  }
  close();
  return runs;
}

function dictionaryRuns(run: readonly Character[], language: string): Character[][] {
  const segmenter = segmenterOf(language, 'word');
  const runs: Character[][] = [];
  let at = 0;
  for (const { segment, isWordLike } of segmenter.segment(run.map((character) => character.text).join(''))) {
    const count = [...segment].length;
    const part = run.slice(at, at + count);
    at += count;
    const last = runs.at(-1);
    if (!isWordLike && last) last.push(...part);
    else runs.push(part);
  }
  return runs;
}
