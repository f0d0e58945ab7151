import type { ScoringEpisode, Sentence } from '../episode.ts';
import { crossTalk, uncertainStretches } from './disorder.ts';
import { GOODBYE, HOUSEKEEPING, INTRODUCTION, NO_SPEECH } from './patterns.ts';
import { sponsorBlocks } from './sponsor-blocks.ts';

export type ExclusionRule =
  | 'sponsor'
  | 'housekeeping'
  | 'introduction'
  | 'goodbye'
  | 'cross-talk'
  | 'uncertain words'
  | 'no speech';

export interface Exclusion {
  readonly rule: ExclusionRule;
  /** The very words, or what was measured. */
  readonly evidence: string;
}

/** From here to its end an episode says goodbye, once it has begun to. */
const SIGN_OFF_MS = 180_000;
const SIGN_OFF_SHARE = 0.2;

/**
 * The sentences that no clip may hold, by index, with the reason: sponsor reads
 * (whole blocks), calls to subscribe, welcomes and goodbyes, several people at
 * once, stretches that the engine was not sure of, and text that is no speech.
 * Word rules are English; the others hold for every language. Linear.
 */
export function excludedSentences(
  episode: Pick<ScoringEpisode, 'language' | 'durationMs' | 'sentences'>,
): Map<number, Exclusion> {
  const { sentences } = episode;
  const excluded = new Map<number, Exclusion>();
  const add = (index: number, rule: ExclusionRule, evidence: string) => {
    if (!excluded.has(index)) excluded.set(index, { rule, evidence });
  };
  for (const { from, to, evidence } of sponsorBlocks(sentences)) {
    for (let index = from; index <= to; index += 1) add(index, 'sponsor', evidence);
  }
  for (const [index, { text }] of sentences.entries()) {
    if (NO_SPEECH.test(text)) add(index, 'no speech', text.trim());
  }
  if (isEnglish(episode.language)) {
    for (const [index, { text }] of sentences.entries()) {
      const housekeeping = HOUSEKEEPING.exec(text);
      if (housekeeping) add(index, 'housekeeping', housekeeping[0]);
      const introduction = INTRODUCTION.exec(text);
      if (introduction) add(index, 'introduction', introduction[0]);
      const goodbye = GOODBYE.exec(text);
      if (goodbye) add(index, 'goodbye', goodbye[0]);
    }
    for (const [index, evidence] of signOff(sentences, excluded)) add(index, 'goodbye', evidence);
  }
  for (const [index, evidence] of crossTalk(sentences)) add(index, 'cross-talk', evidence);
  for (const [index, evidence] of uncertainStretches(sentences)) add(index, 'uncertain words', evidence);
  return excluded;
}

export function isEnglish(language: string): boolean {
  return /^en(?:$|[-_])|^english$/iu.test(language);
}

/** After the first goodbye in the last minutes nothing of the talk is left. */
function signOff(sentences: readonly Sentence[], excluded: ReadonlyMap<number, Exclusion>): Map<number, string> {
  const found = new Map<number, string>();
  const endMs = sentences.at(-1)?.endMs ?? 0;
  const fromMs = endMs - Math.min(SIGN_OFF_MS, endMs * SIGN_OFF_SHARE);
  let evidence: string | null = null;
  for (const [index, sentence] of sentences.entries()) {
    if (sentence.startMs < fromMs) continue;
    const own = excluded.get(index);
    if (own?.rule === 'goodbye') evidence ??= own.evidence;
    if (evidence !== null) found.set(index, evidence);
  }
  return found;
}
