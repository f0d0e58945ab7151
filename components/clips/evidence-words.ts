import type { Signal } from '#lib/shared/clips.ts';
import { type EvidenceCode, isEvidenceCode, signedPoints } from '#lib/shared/evidence.ts';
import { LEARNED_SIGNAL } from '#lib/shared/learning/events.ts';
import { evidence as ENGLISH } from '#lib/shared/texts/en/evidence.ts';
import { type Message, patternOf } from '#lib/shared/texts/message.ts';
import type { Texts } from '#lib/shared/texts/texts.ts';
import { signalName } from './signal-words.ts';

type Values = Readonly<Record<string, string | number>>;

/** What stands behind a reason; `quoted` are words of the episode, anything else was measured. */
export interface EvidenceText {
  readonly text: string;
  readonly quoted: boolean;
}

/** Evidence in the language of the page. Rows of before codes were kept are recognised by their English. */
export function evidenceText(t: Texts, signal: Pick<Signal, 'name' | 'evidence' | 'measured'>): EvidenceText {
  const { evidence, measured } = signal;
  if (evidence === '') return { text: '', quoted: false };
  if (measured && isEvidenceCode(measured.code)) {
    return { text: inWords(t, measured.code, measured.values), quoted: false };
  }
  if (signal.name === LEARNED_SIGNAL) return { text: inWords(t, 'moved', movedIn(evidence)), quoted: false };
  const found = recognised(evidence);
  return found ? { text: inWords(t, ...found), quoted: false } : { text: evidence, quoted: true };
}

function inWords(t: Texts, code: EvidenceCode, values: Values): string {
  if (code !== 'moved') return t.template(`evidence.${code}`, values);
  return Object.entries(values)
    .map(([name, points]) =>
      t('evidence.moved', {
        name: signalName(t, { name }),
        points: signedPoints(Number(points), (value) => t.number(value)),
      }),
    )
    .join(', ');
}

/** "story +2.1, number −0.8" */
function movedIn(evidence: string): Values {
  const parts = [...evidence.matchAll(/([^,]+?) ([+−])(\d+(?:\.\d+)?)(?:, |$)/gu)];
  return Object.fromEntries(
    parts.map(([, name = '', sign, points]) => [name.trim(), Number(points) * (sign === '−' ? -1 : 1)]),
  );
}

let patterns: readonly (readonly [code: EvidenceCode, pattern: RegExp])[] | null = null;

function recognised(evidence: string): [EvidenceCode, Values] | null {
  patterns ??= Object.entries<Message>(ENGLISH).flatMap(([code, message]) => {
    if (!isEvidenceCode(code) || code === 'moved') return [];
    const forms = typeof message === 'string' ? [message] : [message.one, message.other];
    return forms.map((form) => [code, patternOf(form)] as const);
  });
  for (const [code, pattern] of patterns) {
    const found = pattern.exec(evidence);
    if (found) return [code, Object.fromEntries(Object.entries(found.groups ?? {}).map(asValue))];
  }
  return null;
}

function asValue([name, value]: [string, string]): [string, string | number] {
  return [name, /^\d+(\.\d+)?$/.test(value) ? Number(value) : value];
}
