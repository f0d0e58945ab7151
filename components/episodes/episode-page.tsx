'use client';

import { LoadError } from '#components/layout/load-error.tsx';
import { usePageTitle } from '#components/layout/use-page-title.ts';
import { NotFound } from '#components/ui/not-found.tsx';
import { useEpisode } from '#lib/client/episode-hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { EpisodeSkeleton } from './episode-skeleton.tsx';
import { Workbench } from './workbench.tsx';

/** The page of one episode. */
export function EpisodePage({ id }: { id: string }) {
  const t = useTexts();
  const { data: episode, error, refresh } = useEpisode(id);
  const missing = error?.status === 404;
  usePageTitle(missing ? t('episode.missingTab') : (episode?.title ?? null));
  if (missing) {
    return <NotFound title={t('episode.missing')} text={t('episode.missingText')} />;
  }
  if (episode) return <Workbench episode={episode} />;
  if (!error) return <EpisodeSkeleton />;
  return (
    <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[720px] p-7 outline-none">
      <h1 className="sr-only">{t('episode.page')}</h1>
      <LoadError error={error} onRetry={() => void refresh()} />
    </main>
  );
}
