'use client';

import Link from 'next/link';
import { useState } from 'react';
import { count, formatDay } from '#components/texts.ts';
import { Chip, type ChipTone } from '#components/ui/chip.tsx';
import type { EpisodeSummary } from '#lib/shared/api/episodes.ts';
import { Cover } from './cover.tsx';

/** An episode on the home page; the whole card is its link. */
export function EpisodeCard({ episode, now }: { episode: EpisodeSummary; now: number }) {
  const [hovered, setHovered] = useState(false);
  const { tone, words } = stateOf(episode);
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
        <div className="mt-auto flex items-center justify-between gap-3 pt-2.5">
          <Chip tone={tone}>
            <span className="truncate">{words}</span>
          </Chip>
          <time dateTime={new Date(episode.createdAt).toISOString()} className="shrink-0 text-13 text-muted">
            {formatDay(episode.createdAt, now)}
          </time>
        </div>
      </div>
    </article>
  );
}

function stateOf(episode: EpisodeSummary): { tone: ChipTone; words: string } {
  switch (episode.state) {
    case 'ready':
      return episode.clipCount === 0
        ? { tone: 'warn', words: 'No clips' }
        : { tone: 'ok', words: count(episode.clipCount, 'clip') };
    case 'failed':
      return { tone: 'bad', words: 'Needs a look' };
    case 'canceled':
      return { tone: 'plain', words: 'Canceled' };
    case 'queued':
      return { tone: 'plain', words: 'Waiting' };
    case 'processing':
      return { tone: 'live', words: 'In progress' };
  }
}
