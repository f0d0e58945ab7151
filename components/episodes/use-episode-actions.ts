'use client';

import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { attempt } from '#components/layout/attempt.ts';
import { toast } from '#components/layout/toasts.tsx';
import { api } from '#lib/client/api.ts';
import { episodeCalls } from '#lib/client/episode-calls.ts';
import { refreshEpisodes, revalidateEpisode } from '#lib/client/hooks.ts';
import { jobCalls } from '#lib/client/job-calls.ts';
import { optimistic, optimisticClip } from '#lib/client/optimistic.ts';
import { storageCalls } from '#lib/client/storage.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { urls } from '#lib/client/urls.ts';
import type { ClipView, FeedbackPut } from '#lib/shared/api/clips.ts';
import type { TranscribeRequest } from '#lib/shared/api/episode-requests.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import type { Aspect } from '#lib/shared/states.ts';
import type { Look } from '#lib/shared/styles/looks.ts';

/** Everything that can be changed on an episode's page. Failures are said by a toast; nothing rejects. */
export function useEpisodeActions(episodeId: string) {
  const t = useTexts();
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
      retry: () => whole(() => episodeCalls.retryEpisode(episodeId)),
      transcribe: (request: TranscribeRequest) => whole(() => episodeCalls.transcribeAgain(episodeId, request)),
      rename: (title: string) => rename(episodeId, title),
      remove: async () => {
        if (!(await attempt(() => episodeCalls.deleteEpisode(episodeId)))) return;
        const undo = async () => {
          if (!(await attempt(() => storageCalls.restore(episodeId)))) return;
          toast('ok', t('storage.restored'));
          await refreshEpisodes();
        };
        toast('ok', t('episode.deleted'), { undo: () => void undo() });
        router.push('/');
        await refreshEpisodes();
      },
      rate: (clip: ClipView, change: FeedbackPut) =>
        optimisticClip(episodeId, clip, { feedback: { ...clip.feedback, ...change } }, () =>
          attempt(() => episodeCalls.saveFeedback(clip.id, change), { takenBack: true }),
        ),
      retryRender: async (jobId: string) => {
        await attempt(() => jobCalls.retryJob(jobId));
        await revalidateEpisode(episodeId);
      },
      render: async (clipId: string, aspect: Aspect, look?: Look & { again?: boolean }) => {
        await attempt(async () => {
          const { status } = await episodeCalls.renderClip(clipId, aspect, look);
          if (status === 'running') toast('ok', t('editor.renderedAlready'));
        });
        await revalidateEpisode(episodeId);
      },
    };
  }, [episodeId, router, t]);
  return { ...actions, busy };
}

/** The new title stands there at once. */
async function rename(episodeId: string, title: string): Promise<boolean> {
  let before = title;
  const saved = await optimistic<EpisodeDetail>({
    key: urls.episode(episodeId),
    apply: (episode) => {
      before = episode.title;
      return { ...episode, title };
    },
    revert: (episode) => ({ ...episode, title: before }),
    send: () => attempt(() => episodeCalls.renameEpisode(episodeId, title), { takenBack: true }),
  });
  if (saved) void refreshEpisodes();
  return saved;
}
