'use client';

import { mutate } from 'swr';
import { KeyboardSection } from '#components/keyboard/keyboard-section.tsx';
import { attempt } from '#components/layout/attempt.ts';
import { LoadError } from '#components/layout/load-error.tsx';
import { usePageTitle } from '#components/layout/use-page-title.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useSystem } from '#lib/client/hooks.ts';
import { settingsCalls } from '#lib/client/settings.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { urls } from '#lib/client/urls.ts';
import type { SettingsPatch, SystemView } from '#lib/shared/api/system.ts';
import { AboutSection } from './about-section.tsx';
import { BrandSection } from './brand/brand-section.tsx';
import { ClipsSection } from './clips-section.tsx';
import { LanguageSection } from './language-section.tsx';
import { LearningSection } from './learning-section.tsx';
import { ModelsSection } from './models-section.tsx';
import { SpeechSection } from './speech-section.tsx';
import { StorageSection } from './storage-section.tsx';

/** What can be set, and how the installation is. Every change is kept at once. */
export function SettingsPage() {
  const t = useTexts();
  const { data: system, error, refresh } = useSystem();
  usePageTitle(t('settings.title'));
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid w-full max-w-[760px] gap-8 p-4 pb-16 outline-none sm:p-7">
      <h1 className="font-[650] text-28 tracking-[-0.025em]">{t('settings.title')}</h1>
      {system ? (
        <>
          <SpeechSection system={system} onChange={save} />
          <ModelsSection />
          <ClipsSection settings={system.settings} onChange={save} />
          <BrandSection />
          <LearningSection />
          <LanguageSection />
          <KeyboardSection />
          <StorageSection storage={system.storage} />
          <AboutSection system={system} />
        </>
      ) : error ? (
        <LoadError error={error} onRetry={() => void refresh()} />
      ) : (
        <SettingsSkeleton />
      )}
    </main>
  );
}

/** Shows the change at once; what the server answers has the last word. */
async function save(patch: SettingsPatch): Promise<void> {
  const apply = (current: SystemView | undefined): SystemView | undefined =>
    current && { ...current, settings: { ...current.settings, ...patch } };
  await mutate<SystemView>(urls.system, apply, { revalidate: false });
  await attempt(() => settingsCalls.saveSettings(patch));
  await mutate(urls.system);
}

function SettingsSkeleton() {
  const t = useTexts();
  return (
    <div role="status" aria-label={t('settings.loading')} className="grid gap-8">
      {['h-64', 'h-52', 'h-28'].map((height) => (
        <div key={height} className="grid gap-3">
          <Skeleton className="h-5 w-32" />
          <Skeleton className={`rounded-card ${height}`} />
        </div>
      ))}
    </div>
  );
}
