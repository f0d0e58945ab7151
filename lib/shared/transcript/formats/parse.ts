import { parseJsonTranscript } from './json.ts';
import { type ParsedCue, type ParsedTranscript, TranscriptFormatError } from './parsed.ts';
import { parseSrt } from './srt.ts';
import { parseText } from './text.ts';
import { parseVtt } from './vtt.ts';

export const TRANSCRIPT_EXTENSIONS = ['.srt', '.vtt', '.json', '.txt'] as const;

/** Longer than any episode: 12 hours of fast speech are about 1.2 million characters, as JSON ten times that. */
export const TRANSCRIPT_MAX_BYTES = 32 * 1024 * 1024;
const WORDS_MAX = 200_000;
const NAME_MAX = 60;

/**
 * A transcript in any format that we know, told by its content.
 *
 * @throws TranscriptFormatError with one sentence that says what is wrong
 */
export function parseTranscript(text: string): ParsedTranscript {
  const head = text.replace(/^\ufeff/, '').trimStart();
  if (head === '') throw new TranscriptFormatError('The file is empty');
  if (text.includes('\0')) throw new TranscriptFormatError('The file is not text');
  if (head.startsWith('%PDF') || head.startsWith('PK\u0003') || head.startsWith('{\\rtf')) {
    throw new TranscriptFormatError('The file is a document: save it as plain text first');
  }
  if (/^\[Script Info\]/i.test(head)) {
    throw new TranscriptFormatError('The file has subtitles as ASS: save them as SRT or VTT first');
  }
  if (/^<(?:!doctype|\?xml|html|tt|transcript)\b/i.test(head)) {
    throw new TranscriptFormatError('The file is HTML or XML: save it as plain text, SRT or VTT first');
  }
  const parsed = parserOf(head)(text);
  const spoken = parsed.cues.reduce((sum, cue) => sum + cue.text.split(/\s+/).length, 0);
  if (!parsed.cues.some((cue) => /[\p{L}\p{N}]/u.test(cue.text)))
    throw new TranscriptFormatError('There are no words in it');
  if (spoken > WORDS_MAX) throw new TranscriptFormatError('The file has more words than twelve hours of speech');
  return { ...parsed, cues: parsed.cues.flatMap(cleaned) };
}

/** Without marks that nobody sees; a name is one short line that can stand before a colon. */
function cleaned({ text, speaker, time, words }: ParsedCue): ParsedCue[] {
  const plain = visible(text);
  if (plain === '') return [];
  const name = visible(speaker ?? '')
    .replace(/[\s:<>]+/gu, ' ')
    .slice(0, NAME_MAX)
    .trim();
  const own = words?.map((word) => ({ ...word, text: visible(word.text) })).filter((word) => word.text !== '');
  return [{ text: plain, speaker: name === '' ? null : name, time, words: own ?? null }];
}

/** Without controls and marks of direction, which would turn what stands beside them. */
function visible(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
}

function parserOf(head: string): (text: string) => ParsedTranscript {
  if (/^WEBVTT(\s|$)/.test(head)) return parseVtt;
  if (/^[[{]\s*["{[]/.test(head)) return parseJsonTranscript;
  if (/^[ \t]*(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}\s+-->/m.test(head)) return parseSrt;
  return parseText;
}

/**
 * The text of a file, whichever way it was saved: UTF-8, UTF-16 by its mark, else Windows-1252.
 *
 * @throws TranscriptFormatError where it is no text at all
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.length >= 2 && bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) throw new TranscriptFormatError('The file is not text');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return new TextDecoder('windows-1252').decode(bytes);
    throw error;
  }
}
