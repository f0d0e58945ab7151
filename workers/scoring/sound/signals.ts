import { type Measured, measured } from '#lib/shared/evidence.ts';
import type { Candidate } from '../candidates.ts';
import type { ScoringEpisode } from '../episode.ts';
import type { ExtraSignal } from '../explain.ts';
import { laughterLike, levelSums, pauseBeforeEnd, type SoundTrack, tempo } from './measures.ts';

/** A stretch of this length is what a clip is compared with. */
const USUAL_MS = 30_000;
/** So many standard deviations from the usual count as full strength. */
const FULL = 2.5;
/** Seconds of laughter that count as full strength. */
const FULL_LAUGH_MS = 3000;
const FULL_PAUSE_MS = 1500;

/**
 * What can be heard in a clip against the rest of its episode. All weigh
 * nothing: no recordings were at hand to learn from, so they are shown, and only
 * ratings move them. Without a track (an episode of before, or text that was
 * imported) those that need none are left.
 */
export function soundSignals(episode: ScoringEpisode, track: SoundTrack | null): ExtraSignal[] {
  const { sentences } = episode;
  const grid = usualStretches(episode);
  const signals: ExtraSignal[] = [];
  const compared = (
    name: string,
    measure: (candidate: Candidate) => number | null,
    told: (difference: number) => Measured,
  ) => {
    const usual = statistics(grid.map(measure));
    if (!usual) return;
    signals.push({
      name,
      weight: 0,
      value: (candidate) => {
        const own = measure(candidate);
        return own === null ? 0 : clamp((own - usual.mean) / usual.deviation / FULL);
      },
      evidence: (candidate) => told((measure(candidate) ?? usual.mean) - usual.mean),
    });
  };

  if (track) {
    const levels = levelSums(track);
    compared(
      'energy',
      ({ startMs, endMs }) => levels.mean(startMs, endMs),
      (db) => measured(db < 0 ? 'softer' : 'louder', { db: Math.abs(db) }),
    );
    compared(
      'lively voice',
      ({ startMs, endMs }) => levels.spread(startMs, endMs),
      (db) => measured(db < 0 ? 'flatter' : 'livelier'),
    );
    const bursts = laughterLike(track, sentences);
    const laughing = ({ startMs, endMs }: Candidate) =>
      bursts.reduce(
        (ms, burst) => ms + Math.max(0, Math.min(endMs, burst.endMs) - Math.max(startMs, burst.startMs)),
        0,
      );
    signals.push({
      name: 'sounds like laughter',
      weight: 0,
      value: (candidate) => clamp(laughing(candidate) / FULL_LAUGH_MS),
      evidence: (candidate) => measured('laughter', { s: laughing(candidate) / 1000 }),
    });
  }
  compared(
    'tempo',
    (candidate) => tempo(episode, candidate),
    (perSecond) => measured(perSecond < 0 ? 'slower' : 'quicker', { words: Math.abs(perSecond) }),
  );
  signals.push({
    name: 'pause before the last words',
    weight: 0,
    value: (candidate) => clamp((pauseBeforeEnd(sentences, candidate)?.pauseMs ?? 0) / FULL_PAUSE_MS),
    evidence: (candidate) => {
      const pause = pauseBeforeEnd(sentences, candidate);
      return pause ? measured('pauseBefore', { s: pause.pauseMs / 1000, words: pause.text }) : '';
    },
  });
  return signals;
}

/** Stretches of about 30 s, one after the other, over the whole episode. */
function usualStretches({ sentences }: ScoringEpisode): Candidate[] {
  const stretches: Candidate[] = [];
  let from = 0;
  for (const [to, { endMs }] of sentences.entries()) {
    const startMs = sentences[from]?.startMs ?? 0;
    if (endMs - startMs < USUAL_MS) continue;
    stretches.push({ from, to, startMs, endMs });
    from = to + 1;
  }
  return stretches;
}

/** Null where there is too little to say what is usual, or everything is alike. */
function statistics(values: readonly (number | null)[]): { mean: number; deviation: number } | null {
  const known = values.filter((value) => value !== null);
  if (known.length < 4) return null;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
  return deviation > 1e-6 ? { mean, deviation } : null;
}

function clamp(value: number): number {
  return Math.round(Math.max(-1, Math.min(1, value)) * 1000) / 1000;
}
