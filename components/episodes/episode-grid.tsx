'use client';

import { useNow } from '#components/layout/use-now.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { ListedEpisode } from '#lib/shared/api/episode-list.ts';
import { EpisodeCard } from './episode-card.tsx';

const GRID = 'grid grid-cols-[repeat(auto-fill,minmax(min(250px,100%),1fr))] gap-[18px]';

/** Episodes as cards, in the given order. */
export function EpisodeGrid({ episodes, named = true }: { episodes: readonly ListedEpisode[]; named?: boolean }) {
  const now = useNow(600_000);
  return (
    <ul className={GRID}>
      {episodes.map((episode) => (
        <li key={episode.id} className="min-w-0">
          <EpisodeCard episode={episode} now={now} named={named} />
        </li>
      ))}
    </ul>
  );
}

export function EpisodeGridSkeleton() {
  const t = useTexts();
  return (
    <div role="status" aria-label={t('home.loading')} className={GRID}>
      {[1, 2, 3, 4].map((place) => (
        <Skeleton key={place} className="h-[236px] rounded-card" />
      ))}
    </div>
  );
}
