import { type Cue, type CueRules, makeCues, type TimedText } from './cues.ts';

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
export function subtitleCues(words: readonly TimedText[], durationMs: number): Cue[] {
  return makeCues(words.flatMap(piecesOf), durationMs, SUBTITLE_RULES);
}

function piecesOf(word: TimedText): TimedText[] {
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
