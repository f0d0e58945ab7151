'use client';

import Link from 'next/link';
import { useState } from 'react';
import { Chip, type ChipTone } from '#components/ui/chip.tsx';
import { type Texts, useTexts } from '#lib/client/texts.tsx';
import type { ListedEpisode } from '#lib/shared/api/episode-list.ts';
import { formatDay } from '#lib/shared/texts/formats.ts';
import { formatTimecode } from '#lib/shared/time.ts';
import { Cover } from './cover.tsx';

/** An episode on the home page; the whole card is its link. `named`: it says of which show it is. */
export function EpisodeCard({ episode, now, named }: { episode: ListedEpisode; now: number; named: boolean }) {
  const t = useTexts();
  const [hovered, setHovered] = useState(false);
  const { tone, words } = stateOf(t, episode);
  return (
    <article
      onPointerEnter={(event) => setHovered(event.pointerType === 'mouse')}
      onPointerLeave={() => setHovered(false)}
      className="relative flex h-full flex-col rounded-card border bg-card transition-[border-color] duration-150 ease-out focus-within:border-edge hover:border-edge"
    >
      <Cover episode={episode} hovered={hovered} />
      <div className="flex flex-1 flex-col px-4 pt-3.5 pb-4">
        <h3 className="line-clamp-2 min-h-[38px] font-semibold leading-[1.35] tracking-[-0.01em]">
          <Link
            href={`/episodes/${episode.id}`}
            className="outline-none after:absolute after:inset-0 after:rounded-card focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:outline-offset-2"
            title={episode.title}
          >
            {episode.title}
          </Link>
        </h3>
        {named && episode.show ? <p className="mt-1 truncate text-13 text-muted">{episode.show.name}</p> : null}
        {episode.found ? (
          <p className="mt-2 line-clamp-3 text-13 text-muted">
            <span className="timecode" title={t('home.saidAt', { time: formatTimecode(episode.found.startMs) })}>
              {formatTimecode(episode.found.startMs)}
            </span>{' '}
            {episode.found.text}
          </p>
        ) : null}
        <div className="mt-auto flex items-center justify-between gap-3 pt-2.5">
          <Chip tone={tone}>
            <span className="truncate">{words}</span>
          </Chip>
          <time dateTime={new Date(episode.createdAt).toISOString()} className="shrink-0 text-13 text-muted">
            {formatDay(t, episode.createdAt, now)}
          </time>
        </div>
      </div>
    </article>
  );
}

function stateOf(t: Texts, episode: ListedEpisode): { tone: ChipTone; words: string } {
  switch (episode.state) {
    case 'ready':
      if (episode.rendering) return { tone: 'live', words: t('home.clipsRendering', { n: episode.clipCount }) };
      return episode.clipCount === 0
        ? { tone: 'warn', words: t('home.noClips') }
        : { tone: 'ok', words: t('home.clips', { n: episode.clipCount }) };
    case 'failed':
      return { tone: 'bad', words: t('home.stateFailed') };
    case 'canceled':
      return { tone: 'plain', words: t('home.stateCanceled') };
    case 'queued':
      return { tone: 'plain', words: t('home.queued') };
    case 'processing':
      return { tone: 'live', words: t('home.processing') };
  }
}
