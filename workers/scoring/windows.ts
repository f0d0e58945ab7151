import type { Signal } from '#lib/shared/clips.ts';
import type { Sentence } from './episode.ts';
import { DANGLING_OPENER, NOT_FOR_CLIPS, TEXT_SIGNALS } from './lexicon.ts';

/** A run of whole sentences with its reasons. `from` and `to` are indexes of sentences, both inclusive. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly score: number;
  readonly signals: readonly Signal[];
}

export interface WindowOptions {
  readonly minMs: number;
  readonly maxMs: number;
  readonly targetMs: number;
  /** Words are matched in English only. */
  readonly english: boolean;
}

/** More than this apart, two sentences are not one thought. */
const LONGEST_GAP_MS = 8000;
const OPENING = 0.12;
const ENDING = 0.06;
const LENGTH = 0.06;
const QUESTION = 0.06;

interface Found {
  readonly hits: ReadonlyMap<string, readonly string[]>;
  readonly excluded: boolean;
}

/**
 * Every run of whole sentences between `minMs` and `maxMs`, with its score: the
 * sum of its signals' weights, 0-1. Linear in the number of sentences, since a
 * window holds a bounded number of them.
 */
export function scoreWindows(sentences: readonly Sentence[], options: WindowOptions): Window[] {
  const found = sentences.map((sentence) => findSignals(sentence, options.english));
  const windows: Window[] = [];
  for (const [from, first] of sentences.entries()) {
    if (found[from]?.excluded) continue;
    const hits = new Map<string, string[]>();
    let previous = first;
    for (let to = from; to < sentences.length; to += 1) {
      const last = sentences[to];
      const here = found[to];
      if (!last || !here || here.excluded) break;
      if (last.startMs - previous.endMs > LONGEST_GAP_MS || last.endMs - first.startMs > options.maxMs) break;
      for (const [name, words] of here.hits) hits.set(name, [...(hits.get(name) ?? []), ...words]);
      previous = last;
      if (last.endMs - first.startMs < options.minMs) continue;
      windows.push(judge(sentences, from, to, hits, options));
    }
  }
  return windows;
}

function findSignals(sentence: Sentence, english: boolean): Found {
  const hits = new Map<string, string[]>();
  if (english) {
    for (const signal of TEXT_SIGNALS) {
      const words = Array.from(sentence.text.matchAll(signal.pattern), (match) => match[0].trim());
      if (words.length > 0) hits.set(signal.name, words);
    }
  }
  return { hits, excluded: NOT_FOR_CLIPS.test(sentence.text) };
}

function judge(
  sentences: readonly Sentence[],
  from: number,
  to: number,
  hits: ReadonlyMap<string, readonly string[]>,
  options: WindowOptions,
): Window {
  const own = sentences.slice(from, to + 1);
  const first = own[0];
  const last = own.at(-1);
  if (!first || !last) throw new RangeError(`an empty window ${from}-${to}`);
  const lengthMs = last.endMs - first.startMs;
  const signals: Signal[] = [];
  const add = (name: string, weight: number, evidence: string) => {
    if (weight > 0.0005) signals.push({ name, weight: round(weight), evidence });
  };

  if (!DANGLING_OPENER.test(first.text)) add('starts on its own', OPENING, firstWords(first.text));
  if (last.finished) add('finished thought', ENDING, lastWords(last.text));
  add('good length', LENGTH * closeness(lengthMs, options.targetMs), `${Math.round(lengthMs / 1000)} s`);
  const question = own.slice(0, -1).find((sentence) => /\?["'”’]*$/u.test(sentence.text));
  if (question) add('answers a question', QUESTION, question.text);
  for (const signal of TEXT_SIGNALS) {
    const words = hits.get(signal.name) ?? [];
    add(signal.name, Math.min(signal.most, signal.each * words.length), [...new Set(words)].slice(0, 6).join(', '));
  }
  const score = round(
    Math.min(
      1,
      signals.reduce((sum, signal) => sum + signal.weight, 0),
    ),
  );
  signals.sort((a, b) => b.weight - a.weight);
  return { from, to, startMs: first.startMs, endMs: last.endMs, score, signals };
}

/** 1 at the target, falling to 0 at half and at twice the target. */
function closeness(lengthMs: number, targetMs: number): number {
  return Math.max(0, 1 - Math.abs(Math.log2(lengthMs / targetMs)));
}

function firstWords(text: string): string {
  return text.split(/\s+/u).slice(0, 6).join(' ');
}

function lastWords(text: string): string {
  return text.split(/\s+/u).slice(-6).join(' ');
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
