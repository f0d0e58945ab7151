import { evidence as ENGLISH } from './texts/en/evidence.ts';
import { fill, type Message } from './texts/message.ts';

export type EvidenceCode = keyof typeof ENGLISH;

/** What was measured: a text of the subject `evidence` and what fills it. Of `moved` the values are points by name. */
export interface Measured {
  readonly code: EvidenceCode;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Evidence that is no word of the episode; pages say it in their language. Numbers are kept to a tenth. */
export function measured(code: EvidenceCode, values: Readonly<Record<string, string | number>> = {}): Measured {
  const rounded = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' ? Math.round(value * 10) / 10 + 0 : value,
  ]);
  return { code, values: Object.fromEntries(rounded) };
}

/** In English, as the API, the command line and rows have it. */
export function measuredInEnglish({ code, values }: Measured): string {
  if (code === 'moved') {
    return Object.entries(values)
      .map(([name, points]) => fill(ENGLISH.moved, { name, points: signedPoints(Number(points), String) }))
      .join(', ');
  }
  const message: Message = ENGLISH[code];
  const text = typeof message === 'string' ? message : Number(values.n) === 1 ? message.one : message.other;
  return fill(text, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])));
}

/** Points with their sign: "+2.1", "−0.8". */
export function signedPoints(points: number, write: (value: number) => string): string {
  return `${points < 0 ? '−' : '+'}${write(Math.abs(points))}`;
}

export function isEvidenceCode(code: string): code is EvidenceCode {
  return Object.hasOwn(ENGLISH, code);
}
