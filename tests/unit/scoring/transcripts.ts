import type { Transcript } from '#lib/shared/transcript.ts';

/** A transcript of sentences spoken at 3 words a second with a pause after each. */
export function transcriptOf(
  texts: readonly string[],
  options: { language?: string; pauseMs?: number; startMs?: number } = {},
): Transcript {
  const segments: Transcript['segments'] = [];
  const words: Transcript['words'] = [];
  let now = options.startMs ?? 500;
  for (const text of texts) {
    const startMs = now;
    for (const word of text.split(' ')) {
      words.push({ startMs: now, endMs: now + 300, text: word, confidence: 0.9 });
      now += 333;
    }
    segments.push({ startMs, endMs: now - 33, text, speaker: null });
    now += options.pauseMs ?? 600;
  }
  return {
    language: options.language ?? 'en',
    durationMs: now + 500,
    model: 'base',
    engine: 'test',
    segments,
    words,
    notes: [],
  };
}

const WALKERS = ['farmer', 'painter', 'sailor', 'baker', 'teacher', 'doctor', 'driver', 'singer', 'weaver', 'miller'];
const PLACES = ['river', 'valley', 'harbour', 'garden', 'village', 'forest', 'bridge', 'market', 'castle', 'meadow'];
const THINGS = ['trees', 'clouds', 'lanterns', 'houses', 'towers', 'flowers', 'boats'];

/** Plain sentences of 12 words (4 s), each with words of its own, that say nothing strong. */
export function plainSentences(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const [walker, place, thing] = [WALKERS[i % 10], PLACES[(i * 3 + Math.floor(i / 10)) % 10], THINGS[i % 7]];
    return `Another ${walker} walks slowly along the ${colour(i)} ${place} under some old ${thing}.`;
  });
}

/** A word that is new every time. */
function colour(i: number): string {
  const syllables = ['ba', 'do', 'fi', 'gu', 'ka', 'lo', 'mi', 'nu', 'pa', 'ro'];
  return `${syllables[i % 10]}${syllables[Math.floor(i / 10) % 10]}${syllables[Math.floor(i / 100) % 10]}rn`;
}
