import { getClip } from '#db/repositories/clips.ts';
import type { ClipRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import { learnedPreferences } from '#lib/server/services/clips/learning.ts';
import { type FindOptions, lengthWish } from '#lib/shared/find.ts';
import type { Preferences } from '#lib/shared/learning/fit.ts';
import type { Note } from '#lib/shared/transcript.ts';
import type { JobContext } from '../registry.ts';
import type { Candidate } from '../scoring/candidates.ts';
import type { ScoringEpisode } from '../scoring/episode.ts';
import type { ExtraSignal } from '../scoring/explain.ts';
import { soundSignals } from '../scoring/sound/index.ts';
import { readSoundTrack } from '../scoring/sound/read.ts';
import { steer } from '../scoring/steering/index.ts';

/** What a search for clips goes by besides the transcript. */
export interface Search {
  readonly minMs: number;
  readonly targetMs: number;
  readonly maxMs: number;
  readonly extras: readonly ExtraSignal[];
  readonly within: (candidate: Candidate) => boolean;
  readonly preferences: Preferences;
  /** E.g. that nothing of what was asked for is said. */
  readonly notes: readonly Note[];
}

/**
 * What was asked for, what is heard, and what ratings have taught, for one search.
 *
 * @param touched clips that stay, and where no other is wanted
 * @param meaning cosine of a moment to the query, where vectors are at hand
 */
export async function prepareSearch(
  context: Pick<JobContext, 'db' | 'env' | 'logger'>,
  input: {
    episodeId: string;
    episode: ScoringEpisode;
    find: FindOptions | undefined;
    touched: readonly ClipRow[];
    meaning?: ((candidate: Candidate) => number) | null;
  },
): Promise<Search> {
  const { episodeId, episode, find, touched, meaning = null } = input;
  const { db } = context;
  const [track, preferences, more, less] = await Promise.all([
    readSoundTrack(context, episodeId),
    learnedPreferences(db),
    textsOf(db, find?.more),
    textsOf(db, find?.less),
  ]);
  const wish = { ...pick(find), more, less, taken: touched };
  const steering = steer(episode, wish, meaning);
  return {
    ...lengthWish(find),
    extras: [...soundSignals(episode, track), ...steering.extras],
    within: steering.within,
    preferences,
    notes: steering.notes,
  };
}

function pick(find: FindOptions | undefined): Pick<FindOptions, 'query' | 'range'> {
  return {
    ...(find?.query !== undefined && { query: find.query }),
    ...(find?.range !== undefined && { range: find.range }),
  };
}

/** One that was removed since it was named is left out. */
async function textsOf(db: Database, ids: readonly string[] = []): Promise<string[]> {
  const clips = await Promise.all(ids.map((id) => getClip(db, id)));
  return clips.flatMap((clip) => (clip ? [clip.text] : []));
}
