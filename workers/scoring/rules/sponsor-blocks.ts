import type { Sentence } from '../episode.ts';
import { SPONSOR_CALLS, SPONSOR_CODE, SPONSOR_OPENS, SPONSOR_PLACES } from './patterns.ts';

/** A sponsor read, both indexes inclusive. */
export interface SponsorBlock {
  readonly from: number;
  readonly to: number;
  /** The words that gave it away. */
  readonly evidence: string;
}

/** No read is longer; what seems to be was two, or talk in between. */
const LONGEST_MS = 150_000;
/** Between two signs of one read lie at most so many sentences, and so much time. */
const REACH_SENTENCES = 9;
const REACH_MS = 45_000;
/** Several signs without an opening, within this time, are a read too. */
const CLUSTER_MS = 40_000;
/** An opening after which no sign and no brand follows takes so much of the same speaker with it. */
const BARE_OPENING_MS = 25_000;

/**
 * Sponsor reads as whole blocks: from the sentence that opens one ('brought to
 * you by') to the last that calls, names a place or names the brand; or, where
 * nobody opens it, around calls ('dot com slash', a code) back to the first
 * mention of the brand. The talk of others ends a block.
 */
export function sponsorBlocks(sentences: readonly Sentence[]): SponsorBlock[] {
  const blocks: SponsorBlock[] = [];
  const openings = sentences.map(({ text }) => SPONSOR_OPENS.exec(text)?.[0] ?? null);
  const calls = sentences.map(({ text }) => (SPONSOR_CALLS.exec(text) ?? SPONSOR_CODE.exec(text))?.[0] ?? null);
  const places = sentences.map(({ text }) => SPONSOR_PLACES.exec(text)?.[0] ?? null);
  let free = 0;
  for (let index = 0; index < sentences.length; index += 1) {
    if (index < free) continue;
    const opening = openings[index];
    const call = calls[index];
    if (opening) {
      const block = forward(index, opening);
      blocks.push(block);
      free = block.to + 1;
    } else if (call && (isCluster(index) || brandsOf(sentences[index]?.text ?? '').size > 0)) {
      const { to } = forward(index, call);
      blocks.push({ from: backward(index, free), to, evidence: call });
      free = to + 1;
    }
  }
  return blocks;

  function forward(from: number, evidence: string): SponsorBlock {
    const first = sentences[from];
    if (!first) return { from, to: from, evidence };
    const brands = brandsOf(first.text);
    let to = from;
    let named = false;
    for (let next = from + 1; next < sentences.length; next += 1) {
      const sentence = sentences[next];
      const last = sentences[to];
      if (!sentence || !last) break;
      const far = next - to > REACH_SENTENCES || sentence.startMs - last.endMs > REACH_MS;
      if (far || sentence.endMs - first.startMs > LONGEST_MS || othersTalk(sentence, first)) break;
      if (openings[next] || calls[next] || places[next] || mentions(sentence.text, brands)) {
        to = next;
        named = true;
        for (const brand of brandsOf(sentence.text)) brands.add(brand);
      }
    }
    if (named || !openings[from]) return { from, to, evidence };
    // Nothing more gives it away: the rest of what this speaker says, for a while.
    for (let next = from + 1; next < sentences.length; next += 1) {
      const sentence = sentences[next];
      if (!sentence || sentence.endMs - first.startMs > BARE_OPENING_MS) break;
      if (othersTalk(sentence, first) || RESUMES.test(sentence.text) || sentence.text.includes('?')) break;
      to = next;
    }
    return { from, to, evidence };
  }

  function backward(call: number, earliest: number): number {
    const brands = brandsOf(sentences[call]?.text ?? '');
    const last = sentences[call];
    let from = call;
    for (let before = call - 1; before >= earliest && last; before -= 1) {
      const sentence = sentences[before];
      const first = sentences[from];
      if (!sentence || !first || othersTalk(sentence, last)) break;
      if (from - before > REACH_SENTENCES || last.endMs - sentence.startMs > LONGEST_MS) break;
      if (calls[before] || mentions(sentence.text, brands)) from = before;
    }
    return from;
  }

  function isCluster(call: number): boolean {
    const here = sentences[call];
    if (!here) return false;
    let signs = 0;
    for (let near = Math.max(0, call - 12); near < Math.min(sentences.length, call + 13); near += 1) {
      const sentence = sentences[near];
      if (!sentence || near === call || Math.abs(sentence.startMs - here.startMs) > CLUSTER_MS) continue;
      if (!othersTalk(sentence, here) && (calls[near] || places[near])) signs += 1;
    }
    return signs > 0 || /code\b|slash|\//u.test(calls[call] ?? '');
  }
}

/** The show goes on. */
const RESUMES =
  /^(?:(?:so|okay|ok|alright|all right|now|and now),? )?(?:(?:let['’]s|we['’]re|and we['’]re) (?:get )?back|back to|anyway|with that|without further|where were we|(?:and )?now,? (?:on )?(?:to|back))\b/iu;

function othersTalk(sentence: Sentence, reader: Sentence): boolean {
  return sentence.speaker !== reader.speaker && sentence.wordCount > 3;
}

/** The name before '.com' or ' dot com', and after 'brought to you by'. Lower case. */
function brandsOf(text: string): Set<string> {
  const brands = new Set<string>();
  const add = (name: string | undefined) => {
    const brand = name?.toLowerCase().replace(/['’]s$/u, '');
    if (brand && brand.length > 2 && !NO_BRAND.has(brand)) brands.add(brand);
  };
  for (const match of text.matchAll(/([\p{L}\p{N}-]+) ?(?:dot ?|\.)(?:com|org|net|io|co|ai|dev|app|fm|tv|me)\b/giu)) {
    add(match[1]);
  }
  const by = /\b(?:by|from|sponsor,?(?: is)?|partner,?(?: is)?) ((?:\p{Lu}[\p{L}\p{N}'’]*[ ,]?)+)/u.exec(text)?.[1];
  for (const word of by?.split(/[ ,]+/u) ?? []) add(word);
  const thanked = /\b(?:thanks|thank you|shout ?out) to ((?:\p{Lu}[\p{L}\p{N}'’]* ?)+)for\b/u.exec(text)?.[1];
  for (const word of thanked?.split(/ +/u) ?? []) add(word);
  return brands;
}

const NO_BRAND = new Set(['our', 'the', 'friends', 'and', 'for', 'today', 'www', 'sponsor', 'sponsors']);

function mentions(text: string, brands: ReadonlySet<string>): boolean {
  if (brands.size === 0) return false;
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.some((word) => brands.has(word));
}
