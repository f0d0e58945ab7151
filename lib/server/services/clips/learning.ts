import { deleteClipEvents, listClipEvents } from '#db/repositories/clip-events.ts';
import { titlesOfClips } from '#db/repositories/clips.ts';
import type { Database } from '#db/types.ts';
import { opinionsOf } from '#lib/shared/learning/events.ts';
import { fitPreferences, type Preferences } from '#lib/shared/learning/fit.ts';
import { type LearningView, reviewLearning } from '#lib/shared/learning/review.ts';

/** How the ratings of this installation move its signals; computed anew from what was recorded. */
export async function learnedPreferences(db: Database): Promise<Preferences> {
  return fitPreferences(opinionsOf(await listClipEvents(db)));
}

/** What the ratings changed, for the page. */
export async function learningView(db: Database): Promise<LearningView> {
  const events = await listClipEvents(db);
  const { signals, clips, order } = reviewLearning(opinionsOf(events));
  const titles = await titlesOfClips(
    db,
    clips.map(({ clipId }) => clipId),
  );
  const episodes = new Map(events.map(({ clipId, episodeId }) => [clipId, episodeId]));
  return {
    opinions: clips.length,
    signals,
    clips: clips.map((clip) => {
      const title = titles.get(clip.clipId) ?? null;
      return { ...clip, title, episodeId: title === null ? null : (episodes.get(clip.clipId) ?? null) };
    }),
    order,
  };
}

/** Starts over: forgets what was recorded. The ratings themselves stay on their clips. */
export async function forgetLearning(db: Database): Promise<LearningView> {
  await deleteClipEvents(db);
  return learningView(db);
}
