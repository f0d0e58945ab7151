import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '#lib/server/app-error.ts';

const tokenizerSchema = z.object({ model: z.object({ vocab: z.record(z.string(), z.number().int().nonnegative()) }) });

/** Ordinary tokens of every Whisper: what comes after them are the specials, which whisper.cpp makes itself. */
const TOKEN_COUNT = 50_257;

/**
 * Whisper's tokens as bytes, in the order of their ids, from a `tokenizer.json`.
 *
 * @throws AppError `model_damaged` where the file is not there or has gaps.
 */
export async function readWhisperTokens(path: string): Promise<Buffer[]> {
  let vocabulary: Record<string, number>;
  try {
    vocabulary = tokenizerSchema.parse(JSON.parse(await readFile(path, 'utf8'))).model.vocab;
  } catch (error) {
    throw new AppError('model_damaged', { detail: 'The model folder has no readable tokenizer.json', cause: error });
  }
  const bytes = byteLevelAlphabet();
  const tokens = new Array<Buffer | undefined>(TOKEN_COUNT);
  for (const [name, id] of Object.entries(vocabulary)) {
    if (id < TOKEN_COUNT) tokens[id] = decodeToken(name, bytes);
  }
  return Array.from(tokens, (token, id) => {
    if (!token) throw new AppError('model_damaged', { cause: new Error(`tokenizer.json has no token ${id}`) });
    return token;
  });
}

function decodeToken(name: string, bytes: ReadonlyMap<string, number>): Buffer {
  const decoded: number[] = [];
  for (const character of name) {
    const byte = bytes.get(character);
    if (byte === undefined) return Buffer.from(name, 'utf8'); // a special: it stands for itself
    decoded.push(byte);
  }
  return Buffer.from(decoded);
}

/** GPT-2's alphabet: printable bytes are themselves, the others are shifted past 255 so that none is a space. */
function byteLevelAlphabet(): ReadonlyMap<string, number> {
  const alphabet = new Map<string, number>();
  let shifted = 256;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    alphabet.set(String.fromCodePoint(printable ? byte : shifted++), byte);
  }
  return alphabet;
}
