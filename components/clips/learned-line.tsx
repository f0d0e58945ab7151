'use client';

import Link from 'next/link';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import { LEARNED_SIGNAL } from '#lib/shared/learning/events.ts';

/** Says where ratings had a say in the list, and where to look closer; nothing where they had none. */
export function LearnedLine({ clips }: { clips: readonly ClipView[] }) {
  const t = useTexts();
  const moved = clips.filter(({ signals }) =>
    signals.some(({ name, weight }) => name === LEARNED_SIGNAL && weight !== 0),
  );
  if (moved.length === 0) return null;
  return (
    <p className="mb-3 text-13 text-muted">
      {t('rating.learned', { n: moved.length })}{' '}
      <Link href="/settings" className="underline underline-offset-2 hover:text-text">
        {t('rating.whatLearned')}
      </Link>
    </p>
  );
}
