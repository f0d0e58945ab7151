'use client';

import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { mutate } from 'swr';
import { attempt } from '#components/layout/attempt.ts';
import { toast } from '#components/layout/toasts.tsx';
import { api, urls } from '#lib/client/api.ts';
import { type ClipsOfEpisode, revalidateEpisode } from '#lib/client/hooks.ts';
import type { FeedbackPut } from '#lib/shared/api/clips.ts';
import type { TranscribeRequest } from '#lib/shared/api/episodes.ts';
import type { Aspect } from '#lib/shared/states.ts';
import type { Look } from '#lib/shared/styles/looks.ts';

/** Everything that can be changed on an episode's page. Failures are said by a toast; nothing rejects. */
export function useEpisodeActions(episodeId: string) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const actions = useMemo(() => {
    const whole = async (change: () => Promise<unknown>) => {
      setBusy(true);
      const done = await attempt(change);
      await revalidateEpisode(episodeId);
      setBusy(false);
      return done;
    };
    return {
      cancel: () => whole(() => api.cancelEpisode(episodeId)),
      retry: () => whole(() => api.retryEpisode(episodeId)),
      transcribe: (request: TranscribeRequest) => whole(() => api.transcribeAgain(episodeId, request)),
      rename: async (title: string) => {
        const saved = await attempt(() => api.renameEpisode(episodeId, title));
        if (saved) await Promise.all([mutate(urls.episode(episodeId)), mutate(urls.episodes)]);
        return saved;
      },
      remove: async () => {
        if (!(await attempt(() => api.deleteEpisode(episodeId)))) return;
        toast('ok', 'The episode is deleted.');
        router.push('/');
        await mutate(urls.episodes);
      },
      rate: (clipId: string, change: FeedbackPut) => rate(episodeId, clipId, change),
      retryRender: async (jobId: string) => {
        await attempt(() => api.retryJob(jobId));
        await revalidateEpisode(episodeId);
      },
      render: async (clipId: string, aspect: Aspect, look?: Look & { again?: boolean }) => {
        await attempt(() => api.renderClip(clipId, aspect, look));
        await revalidateEpisode(episodeId);
      },
    };
  }, [episodeId, router]);
  return { ...actions, busy };
}

/** Shows the rating at once; takes it back where it could not be stored. */
async function rate(episodeId: string, clipId: string, change: FeedbackPut): Promise<void> {
  const key = urls.clips(episodeId);
  const apply = (current: ClipsOfEpisode | undefined): ClipsOfEpisode | undefined =>
    current && {
      ...current,
      clips: current.clips.map((clip) =>
        clip.id === clipId ? { ...clip, feedback: { ...clip.feedback, ...change } } : clip,
      ),
    };
  await mutate<ClipsOfEpisode>(key, apply, { revalidate: false });
  if (!(await attempt(() => api.saveFeedback(clipId, change)))) await mutate(key);
}
