'use client';

import { SearchX } from 'lucide-react';
import { EpisodeGrid } from '#components/episodes/episode-grid.tsx';
import { Button } from '#components/ui/button.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { EpisodeList as Answer, ListedEpisode } from '#lib/shared/api/episode-list.ts';
import { ShowHeading } from './show-heading.tsx';
import { EVERYTHING, isNarrowed, type ListState, PAGE } from './use-list-state.ts';

interface EpisodeListProps {
  answer: Answer;
  list: ListState;
  onChange: (change: Partial<ListState>) => void;
}

/** The cards, by show where that is the order, and the next ones on demand. */
export function EpisodeList({ answer, list, onChange }: EpisodeListProps) {
  const t = useTexts();
  const { episodes, total } = answer;
  if (total === 0) {
    return isNarrowed(list) ? <NothingFits list={list} onAll={() => onChange(EVERYTHING)} /> : null;
  }
  const rest = total - episodes.length;
  return (
    <>
      {list.sort === 'show' ? (
        groups(episodes).map(({ show, episodes: ofShow }) => (
          <section key={show?.id ?? 'none'} className="mb-7">
            <ShowHeading show={show} />
            <EpisodeGrid episodes={ofShow} named={false} />
          </section>
        ))
      ) : (
        <EpisodeGrid episodes={episodes} />
      )}
      {rest > 0 ? (
        <div className="mt-6 grid justify-items-center gap-2">
          <Button onClick={() => onChange({ limit: list.limit + PAGE })}>
            {t('home.more', { n: Math.min(rest, PAGE) })}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function NothingFits({ list, onAll }: { list: ListState; onAll: () => void }) {
  const t = useTexts();
  return (
    <div className="grid justify-items-center gap-3 rounded-card border bg-card px-4 py-12 text-center">
      <SearchX aria-hidden="true" className="size-5 text-muted" />
      <p className="font-semibold">{t('home.nothing')}</p>
      <p className="max-w-[52ch] break-words text-muted">
        {list.q === '' ? t('home.nothingFilter') : t('home.nothingText', { q: list.q })}
      </p>
      <Button onClick={onAll}>{t('home.showEverything')}</Button>
    </div>
  );
}

/** They come in the order of shows: each show is in one piece. */
function groups(episodes: readonly ListedEpisode[]) {
  const bands: { show: ListedEpisode['show']; episodes: ListedEpisode[] }[] = [];
  for (const episode of episodes) {
    const last = bands.at(-1);
    if (last && last.show?.id === episode.show?.id) last.episodes.push(episode);
    else bands.push({ show: episode.show, episodes: [episode] });
  }
  return bands;
}
