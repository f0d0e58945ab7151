'use client';

import { useRouter } from 'next/navigation';
import { toast } from '#components/layout/toasts.tsx';
import { Section } from '#components/ui/section.tsx';
import { refreshStorage, storageCalls } from '#lib/client/storage.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { FileForm } from './file-form.tsx';

/** Takes an episode that another installation has exported. */
export function ImportSection() {
  const t = useTexts();
  const router = useRouter();
  return (
    <Section title={t('storage.import')} text={t('storage.importText')}>
      <FileForm
        label={t('storage.chooseZip')}
        accept=".zip,application/zip"
        submit={t('storage.importNow')}
        send={async (file, onPercent) => {
          const episode = await storageCalls.importEpisode(file, onPercent);
          await refreshStorage();
          toast('ok', t('storage.imported', { title: episode.title }));
          router.push(`/episodes/${episode.id}`);
        }}
      />
    </Section>
  );
}
