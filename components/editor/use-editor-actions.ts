'use client';

import { useRouter } from 'next/navigation';
import { mutate } from 'swr';
import type { ClipActions } from '#components/clips/clip-card.tsx';
import { useClipActions } from '#components/clips/use-clip-actions.ts';
import { attempt } from '#components/layout/attempt.ts';
import { toast } from '#components/layout/toasts.tsx';
import { clipCalls } from '#lib/client/clip-calls.ts';
import type { ClipEditor } from '#lib/client/clip-editor.ts';
import { episodeCalls } from '#lib/client/episode-calls.ts';
import { revalidateEpisode } from '#lib/client/hooks.ts';
import { jobCalls } from '#lib/client/job-calls.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { urls } from '#lib/client/urls.ts';
import type { ClipView } from '#lib/shared/api/clips.ts';
import { mergeCuts } from '#lib/shared/clip-edit.ts';
import type { Framing } from '#lib/shared/framing.ts';
import type { Aspect } from '#lib/shared/states.ts';
import type { Look } from '#lib/shared/styles/looks.ts';
import { rateClip } from './rate-clip.ts';

/** Everything in the editor that is more than a change of the clip itself. Failures are said; nothing rejects. */
export function useEditorActions(editor: ClipEditor, episodeId: string, isReady: boolean) {
  const t = useTexts();
  const router = useRouter();
  const picking = useClipActions(episodeId);
  const { id } = editor.get().clip;
  const follow = () => Promise.all([mutate(urls.clip(id)), mutate(urls.clips(episodeId))]);
  const clipActions: ClipActions = {
    open: () => undefined,
    listen: () => undefined,
    select: () => undefined,
    rate: (clip, change) => void rateClip(clip, episodeId, change),
    retry: async (_clip, jobId) => {
      await attempt(() => jobCalls.retryJob(jobId));
      await follow();
    },
    change: async (clip, patch) => {
      const saved = await picking.change(clip, patch);
      await mutate(urls.clip(id));
      return saved;
    },
    remove: async (clip) => {
      if (await picking.remove(clip)) router.push(`/episodes/${episodeId}`);
    },
    steer: isReady ? (clip, direction) => void picking.steer(clip, direction) : null,
  };
  return {
    clipActions,
    render: async (aspect: Aspect, look?: (Look & { again?: boolean }) | null) => {
      await editor.flush();
      // What is asked for by hand is made, whether or not anything has changed.
      await attempt(async () => {
        const { status } = await episodeCalls.renderClip(id, aspect, look ?? { again: true });
        toast('ok', t(status === 'running' ? 'editor.renderedAlready' : 'editor.renderedNow'));
      });
      await follow();
      await revalidateEpisode(episodeId);
    },
    saveFraming: async (framing: Framing) => {
      const saved = await editor.apart(async (clip) => {
        await mutate(urls.framing(clip.id), episodeCalls.saveFraming(clip.id, framing), { revalidate: false });
        return clipCalls.clip(clip.id);
      });
      await mutate(urls.clip(id));
      return saved;
    },
    split: async (atMs: number) => {
      const { startMs, endMs } = editor.get().clip;
      if (atMs <= startMs + 200 || atMs >= endMs - 200) return toast('bad', t('editor.splitNowhere'));
      const done = await editor.apart(async ({ revision }) => {
        const { clips } = await clipCalls.split(id, { atMs: Math.round(atMs), revision });
        return clips[0] ?? null;
      });
      if (done) toast('ok', t('editor.splitDone'));
      await follow();
    },
    merge: (next: ClipView) => {
      const { startMs, endMs, removed } = mergeCuts(editor.get().clip, next);
      editor.change({ startMs, endMs, removed: [...removed], kind: 'merge' });
      toast('ok', t('editor.mergeDone', { n: next.rank }));
    },
  };
}
