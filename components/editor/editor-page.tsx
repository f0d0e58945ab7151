'use client';

import { LoadError } from '#components/layout/load-error.tsx';
import { usePageTitle } from '#components/layout/use-page-title.ts';
import { NotFound } from '#components/ui/not-found.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useClips, useEpisode, useTranscript } from '#lib/client/episode-hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { Editor } from './editor.tsx';
import { useClip } from './use-clip.ts';

/** The page on which one clip is edited. */
export function EditorPage({ episodeId, clipId }: { episodeId: string; clipId: string }) {
  const t = useTexts();
  const { clip, missing, error } = useClip(clipId);
  const episode = useEpisode(episodeId);
  const transcript = useTranscript(episodeId);
  const others = useClips(episodeId, false);
  const isGone = missing || episode.error?.status === 404;
  usePageTitle(isGone ? t('editor.missing') : clip ? t('editor.pageTitle', { title: clip.title }) : null);
  if (isGone) return <NotFound title={t('editor.missing')} text={t('editor.missingText')} />;
  const failed = error ?? episode.error ?? (transcript.data === undefined ? transcript.error : undefined);
  if (clip && episode.data && transcript.data !== undefined) {
    return (
      <Editor
        key={clip.id}
        loaded={clip}
        episode={episode.data}
        transcript={transcript.data}
        clips={others.data?.clips ?? []}
      />
    );
  }
  if (!failed) return <EditorSkeleton />;
  return (
    <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[720px] p-7 outline-none">
      <h1 className="sr-only">{t('editor.missing')}</h1>
      <LoadError error={failed} onRetry={() => void episode.refresh()} />
    </main>
  );
}

function EditorSkeleton() {
  const t = useTexts();
  return (
    <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
      <div role="status" aria-label={t('editor.loading')} className="flex flex-1 flex-col">
        <div className="flex items-center gap-4 border-b px-4 py-3 sm:px-6">
          <Skeleton className="h-6 w-24" />
          <Skeleton className="h-6 w-1/3" />
        </div>
        <div className="grid flex-1 place-items-center bg-stage p-6">
          <Skeleton className="aspect-[9/16] h-[50dvh] rounded-card" />
        </div>
        <Skeleton className="m-6 h-20 rounded-card" />
      </div>
    </main>
  );
}
