import { z } from 'zod';

/** A token as whisper.cpp wrote it. Times in milliseconds of the pack; null where it gave none. */
export interface Token {
  /** May be a part of a character: join before decoding. Each char is one byte. */
  readonly bytes: string;
  readonly probability: number | null;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** Where attention left the token: its end. */
  readonly dtwMs: number | null;
}

/** A line as whisper.cpp divided the text. */
export interface Line {
  readonly fromMs: number;
  readonly toMs: number;
  readonly tokens: readonly Token[];
}

export interface WhisperOutput {
  readonly language: string | null;
  readonly lines: readonly Line[];
}

const time = z.number().finite().nullable().catch(null);
const offsets = z.object({ from: time, to: time }).catch({ from: null, to: null });
const token = z.object({
  text: z.string().catch(''),
  id: z.number().nullable().catch(null),
  p: z.number().min(0).max(1).nullable().catch(null),
  offsets,
  t_dtw: time,
});
const line = z.object({
  text: z.string().catch(''),
  offsets,
  tokens: z.array(z.unknown()).catch([]),
});
const output = z.object({
  result: z.object({ language: z.string().nullable().catch(null) }).catch({ language: null }),
  transcription: z.array(z.unknown()),
});

const SPACE = 0x20;

/** The first special token of all Whisper vocabularies; from here on nothing is text. */
const FIRST_SPECIAL = 50_256;
const SPECIAL_TEXT = /^\[_[A-Z]+_?\d*_?\]$|^<\|.*\|>$/;

/**
 * Reads the full JSON of whisper.cpp. What is missing or senseless in it
 * becomes null or is left out; only a text that is no such JSON at all fails.
 *
 * @param bytes as read from the file: older versions split UTF-8 characters over tokens, so the text is decoded later
 * @throws Error where this is not the engine's JSON.
 */
export function parseWhisperJson(bytes: Buffer): WhisperOutput {
  // Byte for byte, and without control characters: a raw one inside a string would break the whole file.
  const text = Buffer.from(bytes.map((byte) => Math.max(byte, SPACE))).toString('latin1');
  const parsed = output.parse(JSON.parse(text));
  const lines = parsed.transcription.flatMap((item) => {
    const read = line.safeParse(item);
    return read.success ? [readLine(read.data)] : [];
  });
  return { language: parsed.result.language, lines };
}

function readLine(data: z.infer<typeof line>): Line {
  const fromMs = data.offsets.from ?? 0;
  const toMs = data.offsets.to ?? fromMs;
  const tokens = data.tokens.flatMap((item): Token[] => {
    const read = token.safeParse(item);
    if (!read.success || isSpecial(read.data)) return [];
    const { p, offsets: at, t_dtw: dtw } = read.data;
    return [
      {
        bytes: read.data.text,
        probability: p,
        fromMs: at.from,
        toMs: at.to,
        dtwMs: dtw !== null && dtw >= 0 ? dtw * 10 : null, // in hundredths of a second; -1 for none
      },
    ];
  });
  if (tokens.length > 0 || data.text.trim() === '') return { fromMs, toMs, tokens };
  // No tokens at all: the line's own text, cut into words, stands in for them.
  const words = data.text.match(/\s*\S+/g) ?? [];
  const bare = words.map((bytes) => ({ bytes, probability: null, fromMs: null, toMs: null, dtwMs: null }));
  return { fromMs, toMs, tokens: bare };
}

function isSpecial(data: z.infer<typeof token>): boolean {
  return SPECIAL_TEXT.test(data.text.trim()) || (data.id !== null && data.id >= FIRST_SPECIAL && data.text === '');
}

/** Bytes that were kept as one char each, as text. Broken characters become the replacement sign and are dropped. */
export function decodeBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\uFFFD', '');
}
