'use client';

import { EpisodeRow } from '#components/jobs/episode-row.tsx';
import { Card } from '#components/ui/card.tsx';
import { ListHeading } from '#components/ui/heading.tsx';
import { UnfinishedRow } from '#components/upload/unfinished-row.tsx';
import { UploadRow } from '#components/upload/upload-row.tsx';
import { UploadSummary } from '#components/upload/upload-summary.tsx';
import type { ProgressEntry } from '#lib/client/hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { UploadItem } from '#lib/client/upload/types.ts';
import type { EpisodeSummary } from '#lib/shared/api/episodes.ts';
import type { UploadView } from '#lib/shared/api/uploads.ts';

interface InProgressProps {
  uploads: readonly UploadItem[];
  episodes: readonly EpisodeSummary[];
  progress: Readonly<Record<string, ProgressEntry>>;
}

/** Uploads and episodes at work, in one list. */
export function InProgress({ uploads, episodes, progress }: InProgressProps) {
  const t = useTexts();
  if (uploads.length + episodes.length === 0) return null;
  return (
    <section aria-label={t('home.inProgress')}>
      <ListHeading>{t('home.inProgress')}</ListHeading>
      <Card>
        <ul className="divide-y divide-line">
          <UploadSummary uploads={uploads} />
          {uploads.map((upload) => (
            <UploadRow key={upload.id} upload={upload} />
          ))}
          {episodes.map((episode) => (
            <EpisodeRow key={episode.id} episode={episode} progress={progress[episode.id]?.progress ?? null} />
          ))}
        </ul>
      </Card>
    </section>
  );
}

/** Uploads that stopped halfway: what arrived is safe. */
export function Waiting({ unfinished }: { unfinished: readonly UploadView[] }) {
  const t = useTexts();
  if (unfinished.length === 0) return null;
  return (
    <section aria-label={t('home.waiting')}>
      <ListHeading>{t('home.waiting')}</ListHeading>
      <Card>
        <ul className="divide-y divide-line">
          {unfinished.map((upload) => (
            <UnfinishedRow key={upload.id} upload={upload} />
          ))}
        </ul>
      </Card>
    </section>
  );
}
