'use client';

import { useMemo } from 'react';
import { mutate } from 'swr';
import { attempt } from '#components/layout/attempt.ts';
import { toast } from '#components/layout/toasts.tsx';
import { clipCalls } from '#lib/client/clip-calls.ts';
import { revalidateEpisode } from '#lib/client/hooks.ts';
import { optimisticClip } from '#lib/client/optimistic.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { urls } from '#lib/client/urls.ts';
import type { ClipView } from '#lib/shared/api/clips.ts';
import type { ClipCreate, ClipPatch, SuggestRequest } from '#lib/shared/clip-requests.ts';

/** Changes around the clips of an episode. Failures are said by a toast; nothing rejects; each answers whether it worked. */
export function useClipActions(episodeId: string) {
  const t = useTexts();
  return useMemo(() => {
    const look = async (request: SuggestRequest) => {
      const asked = await attempt(() => clipCalls.suggest(episodeId, request));
      if (asked) await revalidateEpisode(episodeId);
      return asked;
    };
    return {
      find: look,
      steer: async (clip: ClipView, direction: 'more' | 'less') => {
        const asked = await look({ [direction]: [clip.id] });
        if (asked) toast('ok', t(direction === 'more' ? 'clips.lookingMore' : 'clips.lookingOthers'));
        return asked;
      },
      create: async (request: ClipCreate) => {
        const made = await attempt(() => clipCalls.create(episodeId, request));
        if (made) {
          toast('ok', t('clips.made'));
          await revalidateEpisode(episodeId);
        }
        return made;
      },
      change: async (clip: ClipView, patch: ClipPatch) => {
        if (patch.startMs === undefined && patch.endMs === undefined && patch.removed === undefined) {
          // Texts and keeping are shown at once; what becomes of a trim only the server knows.
          return optimisticClip(episodeId, clip, shownOf(clip, patch), () =>
            attempt(() => clipCalls.change(clip.id, patch), { takenBack: true }),
          );
        }
        const saved = await attempt(() => clipCalls.change(clip.id, patch));
        await mutate(urls.clips(episodeId));
        return saved;
      },
      remove: async (clip: ClipView) => {
        const removed = await attempt(() => clipCalls.remove(clip.id));
        await mutate(urls.clips(episodeId));
        return removed;
      },
    };
  }, [t, episodeId]);
}

/** The fields of a clip as they will be. */
function shownOf(clip: ClipView, { title, description, hashtags, kept }: ClipPatch): Partial<ClipView> {
  const { texts } = clip;
  return {
    ...(title !== undefined && { title }),
    ...(kept !== undefined && { kept }),
    ...(texts && {
      texts: {
        ...texts,
        ...(description !== undefined && { description }),
        ...(hashtags !== undefined && { hashtags }),
      },
    }),
  };
}
