'use client';

import { mutate } from 'swr';
import { attempt } from '#components/layout/attempt.ts';
import { episodeCalls } from '#lib/client/episode-calls.ts';
import { urls } from '#lib/client/urls.ts';
import type { ClipView, FeedbackPut } from '#lib/shared/api/clips.ts';

/** Shows a rating at once; takes it back where it could not be stored. */
export async function rateClip(clip: ClipView, episodeId: string, change: FeedbackPut): Promise<void> {
  const key = urls.clip(clip.id);
  const apply = (current: ClipView | undefined) =>
    current && { ...current, feedback: { ...current.feedback, ...change } };
  await mutate<ClipView>(key, apply, { revalidate: false });
  await attempt(() => episodeCalls.saveFeedback(clip.id, change));
  await Promise.all([mutate(key), mutate(urls.clips(episodeId))]);
}
