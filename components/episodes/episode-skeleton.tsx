'use client';

import { Skeleton } from '#components/ui/skeleton.tsx';
import { useTexts } from '#lib/client/texts.tsx';

/** The shape of an episode's page while it loads; the same heights, so that nothing jumps. */
export function EpisodeSkeleton() {
  const t = useTexts();
  return (
    <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
      <h1 className="sr-only">{t('episode.page')}</h1>
      <p role="status" className="sr-only">
        {t('episode.loading')}
      </p>
      <div className="grid gap-3 border-b px-4 pt-4 pb-3 sm:px-7">
        <div className="grid gap-2 pt-2">
          <Skeleton className="h-6 w-full max-w-[420px]" />
          <Skeleton className="h-4 w-full max-w-[260px]" />
        </div>
        <Skeleton className="h-[84px]" />
      </div>
      <div className="grid flex-1 lg:grid-cols-[minmax(0,1fr)_470px]">
        <div className="grid content-start gap-4 p-7 max-lg:hidden">
          {['w-11/12', 'w-4/5', 'w-full', 'w-2/3', 'w-11/12', 'w-1/2'].map((width, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: fixed lines that never change places.
            <Skeleton key={line} className={`h-4 max-w-[66ch] ${width}`} />
          ))}
        </div>
        <div className="grid content-start gap-3 p-4 lg:border-l">
          <Skeleton className="h-48 rounded-card" />
          <Skeleton className="h-48 rounded-card" />
        </div>
      </div>
    </main>
  );
}
