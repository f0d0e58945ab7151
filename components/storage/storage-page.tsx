'use client';

import { LoadError } from '#components/layout/load-error.tsx';
import { usePageTitle } from '#components/layout/use-page-title.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useStorage } from '#lib/client/storage.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { FreeSpace } from './free-space.tsx';
import { ImportSection } from './import-section.tsx';
import { LogSection } from './log-section.tsx';
import { RulesSection } from './rules-section.tsx';
import { TrashSection } from './trash-section.tsx';
import { UsageSections } from './usage-sections.tsx';

/** What uses the disk, and everything that makes room, for whoever hosts it. */
export function StoragePage() {
  const t = useTexts();
  const { data, error, refresh } = useStorage();
  usePageTitle(t('storage.title'));
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto grid w-full max-w-[860px] grid-cols-[minmax(0,1fr)] gap-8 p-4 pb-16 outline-none sm:p-7"
    >
      <h1 className="font-[650] text-28 tracking-[-0.025em]">{t('storage.title')}</h1>
      {data ? (
        <>
          <UsageSections usage={data} />
          <FreeSpace />
          <TrashSection />
          <ImportSection />
          <RulesSection />
          <LogSection />
        </>
      ) : error ? (
        <LoadError error={error} onRetry={() => void refresh()} />
      ) : (
        <div role="status" aria-label={t('storage.loading')} className="grid gap-3">
          <Skeleton className="h-28 rounded-card" />
          <Skeleton className="h-64 rounded-card" />
        </div>
      )}
    </main>
  );
}
