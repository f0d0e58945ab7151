import { resolve } from 'node:path';
import { z } from 'zod';

const UNITS: Readonly<Record<string, number>> = { '': 1, B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** Bytes, e.g. `500MB`. */
export const size = z.string().transform((text, context) => {
  const match = /^(\d+(?:\.\d+)?)\s*([KMGT]?B)?$/i.exec(text);
  const bytes = match ? Number(match[1]) * (UNITS[(match[2] ?? '').toUpperCase()] ?? Number.NaN) : Number.NaN;
  if (!Number.isSafeInteger(Math.round(bytes)) || bytes < 1) {
    context.addIssue({ code: 'custom', message: 'must be a number of bytes or like 500MB, 2GB' });
    return z.NEVER;
  }
  return Math.round(bytes);
});

/** A whole number, both ends included. */
export const whole = (minimum: number, maximum: number) =>
  z
    .string()
    .refine(
      (text) => /^\d+$/.test(text) && Number(text) >= minimum && Number(text) <= maximum,
      `must be a whole number from ${minimum} to ${maximum}`,
    )
    .transform(Number);

/** A number without a unit, e.g. `0.5`. */
const number = (fits: (value: number) => boolean, message: string) =>
  z
    .string()
    .refine((text) => /^[\d.]+$/.test(text) && fits(Number(text)), message)
    .transform(Number);
export const positive = number((value) => value > 0, 'must be a number above 0, without a unit');
export const notNegative = number((value) => value >= 0, 'must be a number, 0 or more, without a unit');

export const path = z
  .string()
  .min(1)
  .transform((value) => resolve(value));

/** One of some words, however it is written. */
export const oneOf = <const Word extends string>(words: readonly Word[]) =>
  z
    .string()
    .toLowerCase()
    .pipe(z.enum(words, { error: `must be one of ${words.join(', ')}` }));

export const flag = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off'], { error: 'must be true or false' }))
  .transform((value) => ['true', '1', 'yes', 'on'].includes(value));

/** As browsers write them: they are compared as text. */
export const origins = z.string().transform((text, context) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry) => {
      const url = URL.parse(entry);
      if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
      context.addIssue({ code: 'custom', message: `must be like https://studio.example.com, which "${entry}" is not` });
      return z.NEVER;
    }),
);

export const databaseUrl = z
  .string()
  .refine(
    (url) => /^(file:|sqlite:\/\/|postgres(ql)?:\/\/)/.test(url),
    'must begin with file:, sqlite:///, postgres:// or postgresql://',
  )
  .refine(
    (url) => !url.startsWith('postgres') || URL.canParse(url),
    'is no address: in the name and the password write %40 for @, %2F for /, %3A for :, %23 for #, %25 for %',
  );
