import type { Note } from '#lib/shared/transcript.ts';
import type { ScoringEpisode } from './episode.ts';
import type { EpisodeIndex } from './features/index.ts';
import type { Exclusion } from './rules/index.ts';

/** Codes of the notes that a search for clips leaves; a second search replaces them. */
export const SUGGEST_NOTES: ReadonlySet<string> = new Set([
  'no_clips',
  'few_clips',
  'short_clips',
  'signals_english_only',
  'picks_without_embeddings',
  'nothing_about',
]);

/** Half of it or more left out for one reason: that is the reason. */
const MAINLY = 0.5;

/** Why there is no clip at all. */
export function noClipsNote(sentences: number, excluded: ReadonlyMap<number, Exclusion>): Note {
  return { code: 'no_clips', text: `No clips, because ${reason(sentences, excluded)}.` };
}

function reason(sentences: number, excluded: ReadonlyMap<number, Exclusion>): string {
  if (sentences === 0) return 'no speech was found in this episode';
  const counts = new Map<string, number>();
  for (const { rule } of excluded.values()) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const [rule = '', count = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  if (count < sentences * MAINLY) return 'no stretch of speech is long enough to stand on its own';
  if (rule === 'uncertain words') return 'the transcript is too uncertain nearly everywhere';
  if (rule === 'cross-talk') return 'several people talk at once nearly everywhere';
  if (rule === 'no speech') return 'there is music or noise and no speech';
  return 'all that is said belongs to the show (sponsors, welcomes, goodbyes) and not to its content';
}

/** What a person should know about the clips that were found. */
export function notesOn(input: {
  episode: ScoringEpisode;
  index: EpisodeIndex;
  excluded: ReadonlyMap<number, Exclusion>;
  chosen: number;
  wanted: number;
  short: boolean;
}): Note[] {
  const { episode, index, excluded, chosen, wanted, short } = input;
  if (chosen === 0) return [noClipsNote(episode.sentences.length, excluded)];
  const notes: Note[] = [];
  if (short) {
    notes.push({
      code: 'short_clips',
      text: 'There is too little connected speech for clips of 12 seconds or more.',
    });
  } else if (chosen < wanted) {
    notes.push({
      code: 'few_clips',
      text: `${chosen} of ${wanted} clips: the episode holds no more that stand on their own without overlapping.`,
    });
  }
  if (!index.english) {
    notes.push({
      code: 'signals_english_only',
      text: 'Reasons from single words are known for English only; here sentences, questions, topics and length decided.',
    });
  }
  return notes;
}
