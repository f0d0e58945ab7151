'use client';

import { useEffect } from 'react';
import { EpisodeGridSkeleton } from '#components/episodes/episode-grid.tsx';
import { LoadError } from '#components/layout/load-error.tsx';
import { usePageTitle } from '#components/layout/use-page-title.ts';
import { ListHeading } from '#components/ui/heading.tsx';
import { addFiles } from '#components/upload/add-files.ts';
import { DropHero } from '#components/upload/drop-hero.tsx';
import { DropStrip } from '#components/upload/drop-strip.tsx';
import { PageDrop } from '#components/upload/page-drop.tsx';
import { sentPercent } from '#components/upload/upload-words.ts';
import { uploads as queue, useUnfinished, useUploads } from '#components/upload/uploads.ts';
import { useFilePicker } from '#components/upload/use-file-picker.tsx';
import { useUploadNews } from '#components/upload/use-upload-news.ts';
import { useEpisodes, useProgress, useShows, useSystem } from '#lib/client/hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { UploadItem } from '#lib/client/upload/types.ts';
import type { EpisodeList as Answer } from '#lib/shared/api/episode-list.ts';
import { EpisodeList } from './episode-list.tsx';
import { ListControls } from './list-controls.tsx';
import { InProgress, Waiting } from './moving.tsx';
import { isNarrowed, useListState } from './use-list-state.ts';

/** From so many on, looking for one takes longer than typing its name. */
const CONTROLS_FROM = 4;
const MOVING = { state: 'moving' } as const;

/** Everything at a glance: what is on its way, what is waiting for a person, what is there. */
export function HomePage() {
  const t = useTexts();
  const [list, change] = useListState();
  const answer = useEpisodes(list);
  const moving = useEpisodes(MOVING);
  const { data: shows } = useShows();
  const { data: system } = useSystem();
  // Both together: what is in progress would push the list down.
  const isLoaded = [answer, moving].every(({ data, error }) => data !== undefined || error !== undefined);
  const movingEpisodes = (isLoaded && moving.data?.episodes) || [];
  const rendering = answer.data?.episodes.filter((episode) => episode.rendering) ?? [];
  const progress = useProgress([...movingEpisodes, ...rendering].map(({ id }) => id));
  const all = useUploads();
  useUploadNews(all);
  const uploads = useArriving(all, [moving.data, answer.data]);
  const unfinished = useUnfinished(all);
  const maxBytes = system?.limits.maxFileBytes ?? null;
  const take = (files: File[]) => addFiles(t, files, maxBytes);
  const picker = useFilePicker(take);
  const sending = uploads.find(({ state }) => state === 'uploading');
  usePageTitle(
    sending ? t('home.uploadingTitle', { name: sending.fileName }) : t('home.title'),
    sending ? sentPercent(sending) : null,
  );
  const empty = answer.data?.all === 0 && uploads.length === 0 && unfinished.length === 0;
  const resting = (answer.data?.all ?? 0) - movingEpisodes.length;
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
          <h1 className="sr-only">{t('home.title')}</h1>
          <DropStrip maxBytes={maxBytes} onChoose={picker.open} />
        </>
      )}
      {answer.error && !answer.data ? (
        <LoadError className="mt-6" error={answer.error} onRetry={() => void answer.refresh()} />
      ) : null}
      <InProgress uploads={uploads} episodes={movingEpisodes} progress={progress} />
      <Waiting unfinished={unfinished} />
      {isLoaded && answer.data && (resting > 0 || isNarrowed(list)) ? (
        <section aria-label={t('home.title')}>
          <div className="flex items-baseline justify-between gap-4">
            <ListHeading>{t('home.title')}</ListHeading>
            <p role="status" className="text-13 text-muted tabular-nums">
              {countText(answer.data, t)}
            </p>
          </div>
          {resting >= CONTROLS_FROM || isNarrowed(list) ? (
            <ListControls list={list} shows={shows ?? []} onChange={change} />
          ) : null}
          <EpisodeList answer={answer.data} list={list} onChange={change} />
        </section>
      ) : null}
      {isLoaded || empty || answer.error ? null : (
        <section aria-label={t('home.title')}>
          <ListHeading>{t('home.title')}</ListHeading>
          <EpisodeGridSkeleton />
        </section>
      )}
    </main>
  );
}

function countText({ episodes, total }: Answer, t: ReturnType<typeof useTexts>): string {
  return episodes.length < total ? t('home.some', { shown: episodes.length, total }) : t('home.found', { n: total });
}

/** Uploads of this page. One that has become an episode leaves as soon as its episode is listed. */
function useArriving(uploads: readonly UploadItem[], lists: readonly (Answer | undefined)[]): readonly UploadItem[] {
  const listed = new Set(lists.flatMap((each) => each?.episodes.map(({ id }) => id) ?? []));
  const over = uploads.filter(({ state, episodeId }) => state === 'done' && listed.has(episodeId ?? ''));
  const ids = over.map(({ id }) => id).join(' ');
  useEffect(() => {
    for (const id of ids.split(' ').filter(Boolean)) queue.dismiss(id);
  }, [ids]);
  return uploads.filter((each) => !over.includes(each));
}
