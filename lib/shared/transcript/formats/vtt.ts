import type { Cue } from '../cues.ts';
import { gapBetween, splitTexts } from '../words.ts';
import { formatStamp, parseStamp } from './clock.ts';
import { type ParsedCue, type ParsedTranscript, type ParsedWord, TranscriptFormatError } from './parsed.ts';
import { type SubtitleBlock, subtitleBlocks } from './subtitle-blocks.ts';

/** A gap between two words is told by a stamp of its own from this length on. */
const TOLD_GAP_MS = 100;

/** @throws TranscriptFormatError */
export function parseVtt(text: string): ParsedTranscript {
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const blocks = withoutRepeats(subtitleBlocks(withoutNotes(plain)));
  if (blocks.length === 0) throw new TranscriptFormatError('There is no cue with a time in it');
  const language = /^Language:\s*([A-Za-z]{2,3})\b/m.exec(plain.split('-->')[0] ?? '')?.[1]?.toLowerCase() ?? null;
  const cues = blocks.flatMap(cuesOf);
  return { format: 'vtt', language, cues };
}

/** WebVTT with the time of every word, and of longer gaps; `&`, `<` and `>` escaped. */
export function toVtt(cues: readonly (Cue & { readonly speaker?: string | null })[]): string {
  const blocks = cues.map((cue) => {
    const voice = cue.speaker ? `<v ${escapeVtt(cue.speaker)}>` : '';
    return `${formatStamp(cue.startMs, '.')} --> ${formatStamp(cue.endMs, '.')}\n${voice}${stampedText(cue)}\n`;
  });
  return `WEBVTT\n\n${blocks.join('\n')}`;
}

/** `&lt;` for `<` and so on. */
export function escapeVtt(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Stamps must rise and lie inside of the cue; its first word begins with it. */
function stampedText(cue: Cue): string {
  let last = cue.startMs;
  const stamp = (ms: number) => {
    if (ms <= last || ms >= cue.endMs) return '';
    last = ms;
    return `<${formatStamp(ms, '.')}>`;
  };
  const words = cue.lines.flat();
  let at = 0;
  return cue.lines
    .map((line) => {
      let text = '';
      line.forEach((word, index) => {
        if (index > 0) text += gapBetween(line[index - 1]?.text ?? '', word.text);
        text += stamp(word.startMs) + escapeVtt(word.text.replaceAll('-->', '→'));
        at += 1;
        const nextMs = words[at]?.startMs ?? cue.endMs;
        if (nextMs - word.endMs >= TOLD_GAP_MS) text += stamp(word.endMs);
      });
      return text;
    })
    .join('\n');
}

/** Comments, styles and regions may hold anything, also arrows. */
function withoutNotes(text: string): string {
  return text
    .split(/\n{2,}/)
    .filter((block) => !/^(NOTE|STYLE|REGION)(\s|$)/.test(block))
    .join('\n\n');
}

/** Live captions repeat the line before above the new one: it is said once. */
function withoutRepeats(blocks: readonly SubtitleBlock[]): SubtitleBlock[] {
  const repeats = (block: SubtitleBlock, before: SubtitleBlock | undefined) =>
    before !== undefined &&
    plainLine(block.lines[0]) !== '' &&
    plainLine(block.lines[0]) === plainLine(before.lines.at(-1));
  const rolling = blocks.filter((block, index) => repeats(block, blocks[index - 1])).length;
  if (rolling < blocks.length * 0.3) return [...blocks];
  return blocks.flatMap((block, index) => {
    const lines = repeats(block, blocks[index - 1]) ? block.lines.slice(1) : block.lines;
    return lines.some((line) => plainLine(line) !== '') ? [{ ...block, lines }] : [];
  });
}

/** A cue may hold several voices. */
function cuesOf({ startMs, endMs, lines }: SubtitleBlock): ParsedCue[] {
  const cues: ParsedCue[] = [];
  let speaker: string | null = null;
  for (const part of lines.join('\n').split(/(?=<v[.\s])/)) {
    const voice = /^<v(?:\.[^\s>]*)?\s+([^<>]*)>/.exec(part);
    if (voice) speaker = unescapeVtt(voice[1] ?? '').trim() || null;
    const pieces = stampedPieces(part, startMs);
    const stamped = pieces.some((piece) => piece.startMs !== null);
    const texts = pieces.map((piece) => plainLine(piece.text)).filter((text) => text !== '');
    if (texts.length === 0) continue;
    const words = stamped ? wordsOf(pieces, startMs, endMs) : null;
    const text = words ? words.map((word) => word.text).join(' ') : texts.join(' ');
    cues.push({ text, speaker, time: timeOf(words, startMs, endMs, cues.length === 0), words });
  }
  return cues;
}

function timeOf(words: readonly ParsedWord[] | null, startMs: number, endMs: number, isFirst: boolean) {
  const first = words?.[0];
  const last = words?.at(-1);
  return isFirst || !first || !last ? { startMs, endMs } : { startMs: first.startMs, endMs: last.endMs };
}

interface Piece {
  /** Null for what comes before the first stamp. */
  readonly startMs: number | null;
  readonly text: string;
}

function stampedPieces(text: string, cueStartMs: number): Piece[] {
  const parts = text.split(/<((?:\d+:)?\d{1,2}:\d{2}\.\d{3})>/);
  const pieces: Piece[] = [{ startMs: null, text: parts[0] ?? '' }];
  for (let at = 1; at < parts.length; at += 2) {
    pieces.push({
      startMs: Math.max(cueStartMs, parseStamp(parts[at] ?? '') ?? cueStartMs),
      text: parts[at + 1] ?? '',
    });
  }
  return pieces;
}

/** A piece goes from its stamp to the next one; an empty one is a gap. Several words in one piece share it. */
function wordsOf(pieces: readonly Piece[], startMs: number, endMs: number): ParsedWord[] {
  const words: ParsedWord[] = [];
  pieces.forEach((piece, index) => {
    const from = Math.max(piece.startMs ?? startMs, words.at(-1)?.startMs ?? startMs);
    const to = Math.max(from, Math.min(endMs, pieces[index + 1]?.startMs ?? endMs));
    const texts = splitTexts(plainLine(piece.text));
    const letters = texts.reduce((sum, text) => sum + text.length, 0);
    let done = 0;
    for (const text of texts) {
      const at = (count: number) => Math.round(from + ((to - from) * count) / letters);
      words.push({ startMs: at(done), endMs: at(done + text.length), text, confidence: null });
      done += text.length;
    }
  });
  return words;
}

function plainLine(line: string | undefined): string {
  return unescapeVtt((line ?? '').replace(/<[^<>]*>/g, ''))
    .replace(/\s+/g, ' ')
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lrm: '',
  rlm: '',
};

function unescapeVtt(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|([a-z]+));/g, (whole, number: string | undefined, name: string | undefined) => {
    if (number !== undefined) return Number(number) <= 0x10ffff ? String.fromCodePoint(Number(number)) : whole;
    return ENTITIES[name ?? ''] ?? whole;
  });
}
