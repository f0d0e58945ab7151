'use client';

import { X } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { attempt } from '#components/layout/attempt.ts';
import { IconButton } from '#components/ui/button.tsx';
import { api } from '#lib/client/api.ts';
import { revalidateEpisode } from '#lib/client/hooks.ts';
import type { EpisodeSummary } from '#lib/shared/api/episodes.ts';
import type { Progress } from '#lib/shared/progress.ts';
import { ProgressRow } from './progress-row.tsx';
import { progressSentence } from './stage-words.ts';

/** An episode on its way. */
export function EpisodeRow({ episode, progress }: { episode: EpisodeSummary; progress: Progress | null }) {
  const [canceling, setCanceling] = useState(false);
  const running = progress?.state === 'running';
  return (
    <ProgressRow
      name={episode.title}
      title={
        <Link href={`/episodes/${episode.id}`} className="rounded-mark hover:underline">
          {episode.title}
        </Link>
      }
      sentence={canceling ? 'Canceling' : progress ? progressSentence(progress) : 'On its way'}
      percent={running ? progress.percent : 0}
      quiet={!running}
      actions={
        <IconButton
          label={`Cancel ${episode.title}`}
          disabled={canceling}
          onClick={async () => {
            setCanceling(true);
            // A running step hears of it with its next sign of life: until then the row stays and says so.
            if (!(await attempt(() => api.cancelEpisode(episode.id)))) setCanceling(false);
            await revalidateEpisode(episode.id);
          }}
        >
          <X aria-hidden="true" />
        </IconButton>
      }
    />
  );
}
