import type { ScoringEpisode, Sentence } from '../episode.ts';
import type { Run } from '../rules/index.ts';

/** Loudness of an episode over time. */
export interface SoundTrack {
  readonly frameMs: number;
  /** dBFS, one value a frame. */
  readonly levels: Float32Array;
}

/** A stretch that sounds like laughter. Milliseconds. */
export interface Burst {
  readonly startMs: number;
  readonly endMs: number;
}

/** Below this it is silence, not somebody speaking softly. */
const SILENCE_DB = -60;
/** Breath and the ends of words reach into the gap between words by so much. */
const WORD_EDGE_MS = 120;
/** A laugh is about as loud as the voice, has 2.5 to 8 bursts a second, and ends. With 14 dB and 0.6 s breaths and an 'um' in a pause passed for one. */
const LAUGH = {
  shortestMs: 800,
  longestMs: 6000,
  belowVoiceDb: 8,
  dipMs: 200,
  riseDb: 2.5,
  leastPerSecond: 2.5,
  mostPerSecond: 8,
};
/** In such a gap nobody laughs all the time: it is music, or an engine that heard no words. */
const LONGEST_GAP_MS = 12_000;

/**
 * Stretches between words that sound like laughter: loud, in quick bursts, and
 * short. A simple detector: it hears level and rhythm, not a voice, so applause
 * and a rattling cup may pass, and laughter that the engine wrote down as words is
 * missed.
 */
export function laughterLike(track: SoundTrack, sentences: readonly Sentence[]): Burst[] {
  const voice = voiceLevel(track, sentences);
  if (voice === null) return [];
  const bursts: Burst[] = [];
  let spokenUntil = 0;
  for (const { startMs, endMs } of spokenParts(sentences)) {
    const gapMs = startMs - spokenUntil;
    if (spokenUntil > 0 && gapMs >= LAUGH.shortestMs + 2 * WORD_EDGE_MS && gapMs <= LONGEST_GAP_MS) {
      bursts.push(...burstsBetween(track, spokenUntil + WORD_EDGE_MS, startMs - WORD_EDGE_MS, voice));
    }
    spokenUntil = Math.max(spokenUntil, endMs);
  }
  return bursts;
}

function burstsBetween(track: SoundTrack, fromMs: number, toMs: number, voiceDb: number): Burst[] {
  const { frameMs, levels } = track;
  const found: Burst[] = [];
  const last = Math.min(levels.length, Math.floor(toMs / frameMs));
  let start = -1;
  let loudUntil = -1;
  const close = () => {
    if (start >= 0 && isLaugh(levels, start, loudUntil + 1, frameMs)) {
      found.push({ startMs: start * frameMs, endMs: (loudUntil + 1) * frameMs });
    }
    start = -1;
  };
  for (let frame = Math.ceil(fromMs / frameMs); frame < last; frame += 1) {
    if ((levels[frame] ?? SILENCE_DB) >= voiceDb - LAUGH.belowVoiceDb) {
      if (start < 0) start = frame;
      loudUntil = frame;
    } else if (start >= 0 && (frame - loudUntil) * frameMs > LAUGH.dipMs) close();
  }
  close();
  return found;
}

function isLaugh(levels: Float32Array, from: number, to: number, frameMs: number): boolean {
  const seconds = ((to - from) * frameMs) / 1000;
  if (seconds * 1000 < LAUGH.shortestMs || seconds * 1000 > LAUGH.longestMs) return false;
  // Rises of at least 2.5 dB after a fall of as much: the syllables of a laugh.
  let rises = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let falling = true;
  for (let frame = from; frame < to; frame += 1) {
    const level = levels[frame] ?? SILENCE_DB;
    if (falling) {
      low = Math.min(low, level);
      if (level - low >= LAUGH.riseDb) {
        rises += 1;
        falling = false;
        high = level;
      }
    } else {
      high = Math.max(high, level);
      if (high - level >= LAUGH.riseDb) {
        falling = true;
        low = level;
      }
    }
  }
  return rises / seconds >= LAUGH.leastPerSecond && rises / seconds <= LAUGH.mostPerSecond;
}

/** The usual level of speech: the median of what is not silent while somebody speaks; null without any. */
function voiceLevel(track: SoundTrack, sentences: readonly Sentence[]): number | null {
  const heard: number[] = [];
  for (const { startMs, endMs } of spokenParts(sentences)) {
    const to = Math.min(track.levels.length, Math.floor(endMs / track.frameMs));
    for (let frame = Math.floor(startMs / track.frameMs); frame < to; frame += 3) {
      const level = track.levels[frame] ?? SILENCE_DB;
      if (level > SILENCE_DB) heard.push(level);
    }
  }
  return heard.length === 0 ? null : (heard.sort((a, b) => a - b)[heard.length >> 1] ?? null);
}

/** Words where they are timed, else sentences. */
function spokenParts(sentences: readonly Sentence[]): { startMs: number; endMs: number }[] {
  return sentences.flatMap((sentence) => (sentence.words.length > 0 ? [...sentence.words] : [sentence]));
}

/** Sums over frames that are not silent, so that any stretch costs the same. */
export function levelSums(track: SoundTrack): {
  mean(startMs: number, endMs: number): number | null;
  spread(startMs: number, endMs: number): number | null;
} {
  const { levels, frameMs } = track;
  const count = new Float64Array(levels.length + 1);
  const sum = new Float64Array(levels.length + 1);
  const squares = new Float64Array(levels.length + 1);
  for (const [frame, level] of levels.entries()) {
    const loud = level > SILENCE_DB ? 1 : 0;
    count[frame + 1] = (count[frame] ?? 0) + loud;
    sum[frame + 1] = (sum[frame] ?? 0) + loud * level;
    squares[frame + 1] = (squares[frame] ?? 0) + loud * level * level;
  }
  const over = (of: Float64Array, startMs: number, endMs: number) => {
    const from = Math.max(0, Math.min(levels.length, Math.floor(startMs / frameMs)));
    const to = Math.max(from, Math.min(levels.length, Math.ceil(endMs / frameMs)));
    return (of[to] ?? 0) - (of[from] ?? 0);
  };
  const mean = (startMs: number, endMs: number) => {
    const frames = over(count, startMs, endMs);
    return frames === 0 ? null : over(sum, startMs, endMs) / frames;
  };
  return {
    mean,
    spread(startMs, endMs) {
      const middle = mean(startMs, endMs);
      if (middle === null) return null;
      const frames = over(count, startMs, endMs);
      return Math.sqrt(Math.max(0, over(squares, startMs, endMs) / frames - middle * middle));
    },
  };
}

/** Words a second while somebody speaks, pauses left out; null where words have no times. */
export function tempo(episode: Pick<ScoringEpisode, 'sentences'>, { from, to }: Run): number | null {
  let words = 0;
  let ms = 0;
  for (const sentence of episode.sentences.slice(from, to + 1)) {
    for (const word of sentence.words) {
      words += 1;
      ms += Math.max(0, word.endMs - word.startMs);
    }
  }
  return words < 5 || ms <= 0 ? null : (words / ms) * 1000;
}

/** The pause before a short last sentence, milliseconds; null where the last is long or speaks on at once. */
export function pauseBeforeEnd(
  sentences: readonly Sentence[],
  { from, to }: Run,
): { pauseMs: number; text: string } | null {
  const last = sentences[to];
  const before = sentences[to - 1];
  if (!last || !before || to - 1 < from || last.wordCount > PUNCH_WORDS) return null;
  const pauseMs = last.startMs - before.endMs;
  return pauseMs >= SHORTEST_PAUSE_MS ? { pauseMs, text: last.text } : null;
}

const PUNCH_WORDS = 12;
const SHORTEST_PAUSE_MS = 450;
