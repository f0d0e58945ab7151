'use client';

import { X } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { attempt } from '#components/layout/attempt.ts';
import { IconButton } from '#components/ui/button.tsx';
import { api } from '#lib/client/api.ts';
import { revalidateEpisode } from '#lib/client/hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { EpisodeSummary } from '#lib/shared/api/episodes.ts';
import type { Progress } from '#lib/shared/progress.ts';
import { ProgressRow } from './progress-row.tsx';
import { progressSentence } from './stage-words.ts';

/** An episode on its way. */
export function EpisodeRow({ episode, progress }: { episode: EpisodeSummary; progress: Progress | null }) {
  const t = useTexts();
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
      sentence={canceling ? t('jobs.canceling') : progress ? progressSentence(t, progress) : t('jobs.onItsWay')}
      percent={running ? progress.percent : 0}
      quiet={!running}
      actions={
        <IconButton
          label={t('jobs.cancelName', { name: episode.title })}
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
