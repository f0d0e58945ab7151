import type { Cue } from '../cues.ts';
import { joinTexts } from '../words.ts';
import { formatStamp } from './clock.ts';
import { type ParsedCue, type ParsedTranscript, TranscriptFormatError } from './parsed.ts';
import { namedLines } from './speaker-lines.ts';
import { subtitleBlocks } from './subtitle-blocks.ts';

/** @throws TranscriptFormatError */
export function parseSrt(text: string): ParsedTranscript {
  const blocks = subtitleBlocks(text);
  if (blocks.length === 0) throw new TranscriptFormatError('There is no cue with a time in it');
  const spoken = blocks.flatMap(({ startMs, endMs, lines }) => {
    const plain = lines.map(withoutMarkup).filter((line) => line !== '');
    return plain.length > 0 ? [{ time: { startMs, endMs }, text: plain.join(' ').replace(/^-\s+/, '') }] : [];
  });
  const named = namedLines(spoken.map((cue) => cue.text));
  const cues: ParsedCue[] = spoken.map(({ time, text: whole }, index) => {
    const { speaker, text: said } = named[index] ?? { speaker: null, text: whole };
    return { time, text: said, speaker, words: null };
  });
  return { format: 'srt', language: null, cues: cues.filter((cue) => cue.text !== '') };
}

/** SubRip: `HH:MM:SS,mmm`, numbered from 1. */
export function toSrt(cues: readonly Cue[]): string {
  return cues
    .map(
      (cue, position) =>
        `${position + 1}\n${formatStamp(cue.startMs, ',')} --> ${formatStamp(cue.endMs, ',')}\n${cueText(cue)}\n`,
    )
    .join('\n');
}

/** The lines of a cue. An arrow inside a text would be read as a time line. */
export function cueText(cue: Cue): string {
  return cue.lines.map((line) => joinTexts(line.map((word) => word.text)).replaceAll('-->', '→')).join('\n');
}

/** `<i>`, `<font …>` and `{\an8}` are how a cue looks, not what is said. */
function withoutMarkup(line: string): string {
  return line
    .replace(/<\/?(?:[biusc]|font)(?:\s[^<>]*)?>/gi, '')
    .replace(/\{\\[^{}]*\}/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
