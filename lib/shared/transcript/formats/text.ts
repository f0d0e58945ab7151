import { paragraphsOf } from '../paragraphs.ts';
import type { Sentence } from '../sentence.ts';
import { joinTexts } from '../words.ts';
import { type ParsedCue, type ParsedTranscript, TranscriptFormatError } from './parsed.ts';
import { namedLines } from './speaker-lines.ts';

/** "[00:01:23]" or "00:01:23" at the head of a line, as other tools write it: not said by anybody. */
const LEADING_TIME =
  /^(?:[[(]\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]|\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?)\s*-?\s*/;
/** "Ada Lindqvist  0:03" alone on a line. */
const NAME_AND_TIME = /^(\p{L}[^\d:]{0,58}?)\s+[[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?$/u;

/** Text as people write it down: lines or paragraphs, with or without "Name:". @throws TranscriptFormatError */
export function parseText(text: string): ParsedTranscript {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .map((line) => withoutMarkdown(line.replace(/\s+/g, ' ').trim()).replace(LEADING_TIME, ''))
    .map((line) =>
      line.replace(NAME_AND_TIME, '$1:').replace(/^(\p{L}[^:]{0,58}:)\s*[[(]\d{1,2}:\d{2}(?::\d{2})?[\])]/u, '$1'),
    )
    .filter((line) => line !== '');
  if (lines.length === 0) throw new TranscriptFormatError('There is no text in it');
  let speaker: string | null = null;
  const cues: ParsedCue[] = [];
  for (const line of namedLines(withNamesBeside(lines))) {
    speaker = line.speaker ?? speaker;
    if (line.text !== '') cues.push({ text: line.text, speaker, time: null, words: null });
  }
  return { format: 'text', language: null, cues };
}

/** Paragraphs, each turn with its speaker's name before it. */
export function toText(sentences: readonly Sentence[]): string {
  let before: string | null = null;
  const blocks = paragraphsOf(sentences).map((paragraph) => {
    const speaker = paragraph[0]?.speaker ?? null;
    const head = speaker !== null && speaker !== before ? `${speaker}: ` : '';
    before = speaker;
    return head + joinTexts(paragraph.map((sentence) => sentence.text.replace(/\s+/g, ' ').trim()));
  });
  return blocks.length > 0 ? `${blocks.join('\n\n')}\n` : '';
}

/** Stars around a name and signs before a heading are how it looks, not what is said. */
function withoutMarkdown(line: string): string {
  return line.replace(/^#{1,6} /, '').replaceAll('**', '');
}

/** A line that is only "Ada:" belongs to the next one. */
function withNamesBeside(lines: readonly string[]): string[] {
  const result: string[] = [];
  for (const line of lines) {
    const last = result.at(-1);
    if (last && /^\p{L}[^:]{0,58}:$/u.test(last)) result[result.length - 1] = `${last} ${line}`;
    else result.push(line);
  }
  return result;
}
