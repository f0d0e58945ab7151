'use client';

import { EpisodeGrid, EpisodeGridSkeleton } from '#components/episodes/episode-grid.tsx';
import { EpisodeRow } from '#components/jobs/episode-row.tsx';
import { LoadError } from '#components/layout/load-error.tsx';
import { usePageTitle } from '#components/layout/use-page-title.ts';
import { Card } from '#components/ui/card.tsx';
import { ListHeading } from '#components/ui/heading.tsx';
import { addFiles } from '#components/upload/add-files.ts';
import { DropHero } from '#components/upload/drop-hero.tsx';
import { DropStrip } from '#components/upload/drop-strip.tsx';
import { PageDrop } from '#components/upload/page-drop.tsx';
import { UnfinishedRow } from '#components/upload/unfinished-row.tsx';
import { UploadRow } from '#components/upload/upload-row.tsx';
import { sentPercent } from '#components/upload/upload-words.ts';
import { useUnfinished, useUploads } from '#components/upload/uploads.ts';
import { useFilePicker } from '#components/upload/use-file-picker.tsx';
import { useUploadNews } from '#components/upload/use-upload-news.ts';
import { useEpisodes, useProgress, useSystem } from '#lib/client/hooks.ts';

/** Everything at a glance: what is on its way, what is waiting for a person, what is there. */
export function HomePage() {
  const { data: episodes, error, refresh } = useEpisodes();
  const { data: system } = useSystem();
  const moving = (episodes ?? []).filter(({ state }) => state === 'queued' || state === 'processing');
  const rest = (episodes ?? []).filter(({ state }) => state !== 'queued' && state !== 'processing');
  const progress = useProgress(moving.map(({ id }) => id));
  const all = useUploads();
  useUploadNews(all);
  // A finished upload leaves the list as soon as its episode is in it.
  const uploads = all.filter(({ episodeId }) => !episodes?.some(({ id }) => id === episodeId));
  const unfinished = useUnfinished(all);
  const maxBytes = system?.limits.maxFileBytes ?? null;
  const take = (files: File[]) => addFiles(files, maxBytes);
  const picker = useFilePicker(take);
  const sending = uploads.find(({ state }) => state === 'uploading');
  usePageTitle(sending ? `Uploading ${sending.fileName}` : 'Episodes', sending ? sentPercent(sending) : null);
  const empty = episodes?.length === 0 && uploads.length === 0 && unfinished.length === 0;
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-[1160px] flex-1 flex-col p-4 outline-none sm:p-7"
    >
      <PageDrop onFiles={take} />
      {picker.input}
      {empty ? (
        <DropHero maxBytes={maxBytes} onChoose={picker.open} />
      ) : (
        <>
          <h1 className="sr-only">Episodes</h1>
          <DropStrip maxBytes={maxBytes} onChoose={picker.open} />
        </>
      )}
      {error && !episodes ? <LoadError className="mt-6" error={error} onRetry={() => void refresh()} /> : null}
      {uploads.length + moving.length > 0 ? (
        <section aria-label="In progress">
          <ListHeading>In progress</ListHeading>
          <Card>
            <ul className="divide-y divide-line">
              {uploads.map((upload) => (
                <UploadRow key={upload.id} upload={upload} />
              ))}
              {moving.map((episode) => (
                <EpisodeRow key={episode.id} episode={episode} progress={progress[episode.id]?.progress ?? null} />
              ))}
            </ul>
          </Card>
        </section>
      ) : null}
      {unfinished.length > 0 ? (
        <section aria-label="Waiting for their file">
          <ListHeading>Waiting for their file</ListHeading>
          <Card>
            <ul className="divide-y divide-line">
              {unfinished.map((upload) => (
                <UnfinishedRow key={upload.id} upload={upload} />
              ))}
            </ul>
          </Card>
        </section>
      ) : null}
      {rest.length > 0 ? (
        <section aria-label="Episodes">
          <ListHeading>Episodes</ListHeading>
          <EpisodeGrid episodes={rest} />
        </section>
      ) : null}
      {!episodes && !error ? (
        <section aria-label="Episodes">
          <ListHeading>Episodes</ListHeading>
          <EpisodeGridSkeleton />
        </section>
      ) : null}
    </main>
  );
}
