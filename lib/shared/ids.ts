import * as z from 'zod/mini';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const LENGTH = 24;

/** A random id, 24 of [0-9a-z]: 124 bits, safe as a folder name on every system. */
export function newId(): string {
  const bytes = new Uint8Array(LENGTH * 2);
  let id = '';
  while (id.length < LENGTH) {
    crypto.getRandomValues(bytes);
    for (const byte of bytes) {
      // 252 = 7 × 36: larger values are dropped, else the first letters would come more often.
      if (byte < 252 && id.length < LENGTH) id += ALPHABET[byte % 36];
    }
  }
  return id;
}

export const idSchema = z.string().check(z.regex(/^[0-9a-z]{24}$/));

/** True where the text can be one of our ids; checked before an id touches a path. */
export function isId(value: string): boolean {
  return idSchema.safeParse(value).success;
}
