import { type ClipWord, joinWords } from './caption-text.ts';
import { type Cue, type CueRules, makeCues } from './cues.ts';

/** As broadcasters write them: two lines of 42, 0.8-7 s, 20 characters a second as far as the speech allows. */
const SUBTITLE_RULES: CueRules = {
  measure: (line) => [...line].length,
  maxLine: 42,
  maxLines: 2,
  minMs: 800,
  maxMs: 7000,
  maxRate: 20,
  pauseMs: 700,
  holdMs: 300,
};

/** Cues for subtitle files. A word longer than a line is cut into pieces that fit. */
export function subtitleCues(words: readonly ClipWord[], durationMs: number): Cue[] {
  return makeCues(words.flatMap(piecesOf), durationMs, SUBTITLE_RULES);
}

/** SubRip: `HH:MM:SS,mmm`, numbered from 1. */
export function toSrt(cues: readonly Cue[]): string {
  return cues
    .map(
      (cue, position) => `${position + 1}\n${stamp(cue.startMs, ',')} --> ${stamp(cue.endMs, ',')}\n${textOf(cue)}\n`,
    )
    .join('\n');
}

/** WebVTT: `HH:MM:SS.mmm`; `&`, `<` and `>` escaped. */
export function toVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(
    (cue) => `${stamp(cue.startMs, '.')} --> ${stamp(cue.endMs, '.')}\n${escapeVtt(textOf(cue))}\n`,
  );
  return `WEBVTT\n\n${blocks.join('\n')}`;
}

function textOf(cue: Cue): string {
  // An arrow inside a text would be read as a time line.
  return cue.lines.map((line) => joinWords(line.map((word) => word.text)).replaceAll('-->', '→')).join('\n');
}

function escapeVtt(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function stamp(ms: number, point: string): string {
  const whole = Math.max(0, Math.round(ms));
  const pad = (value: number, digits: number) => String(value).padStart(digits, '0');
  const seconds = Math.floor(whole / 1000);
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => pad(part, 2));
  return `${time.join(':')}${point}${pad(whole % 1000, 3)}`;
}

function piecesOf(word: ClipWord): ClipWord[] {
  const characters = [...word.text];
  const count = Math.ceil(characters.length / SUBTITLE_RULES.maxLine);
  if (count <= 1) return [word];
  const span = (word.endMs - word.startMs) / count;
  return Array.from({ length: count }, (_, position) => ({
    startMs: Math.round(word.startMs + span * position),
    endMs: Math.round(word.startMs + span * (position + 1)),
    text: characters.slice(position * SUBTITLE_RULES.maxLine, (position + 1) * SUBTITLE_RULES.maxLine).join(''),
  }));
}
