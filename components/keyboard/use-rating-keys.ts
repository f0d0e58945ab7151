'use client';

import { useAnnounce } from '#components/layout/announcer.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView, FeedbackPut } from '#lib/shared/api/clips.ts';
import type { ClipPatch } from '#lib/shared/clip-requests.ts';
import { useShortcuts } from './use-shortcuts.ts';

interface RatingActions {
  rate: (clip: ClipView, change: FeedbackPut) => void;
  change: (clip: ClipView, patch: ClipPatch) => Promise<boolean>;
}

const STARS = ['1', '2', '3', '4', '5'];

/** Rates one clip with a key: stars, and keep, reject or neither as photographers do it: P, X, U. */
export function useRatingKeys(clip: ClipView | null, { rate, change }: RatingActions): void {
  const t = useTexts();
  const announce = useAnnounce();
  const judge = (thumb: 'up' | 'down' | null, kept: boolean) => {
    if (!clip) return;
    const n = clip.rank;
    if (clip.feedback.thumb !== thumb) rate(clip, { thumb, reason: null });
    if (clip.kept !== kept) void change(clip, { kept });
    announce(t(thumb === 'up' ? 'keyboard.kept' : thumb === 'down' ? 'keyboard.rejected' : 'keyboard.unrated', { n }));
  };
  useShortcuts([
    {
      keys: STARS,
      label: t('keyboard.stars'),
      group: 'rating',
      run: (combo) => {
        if (!clip) return;
        const stars = clip.feedback.stars === Number(combo) ? null : Number(combo);
        rate(clip, { stars });
        announce(
          stars === null
            ? t('keyboard.unstarred', { n: clip.rank })
            : t('keyboard.starred', { clip: clip.rank, stars }),
        );
      },
    },
    { keys: ['p'], label: t('keyboard.keep'), group: 'rating', command: true, run: () => judge('up', true) },
    { keys: ['x'], label: t('keyboard.reject'), group: 'rating', command: true, run: () => judge('down', false) },
    { keys: ['u'], label: t('keyboard.unrate'), group: 'rating', run: () => judge(null, false) },
  ]);
}
