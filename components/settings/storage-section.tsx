import Link from 'next/link';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { Section } from '#components/ui/section.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { SystemView } from '#lib/shared/api/system.ts';
import { formatSize } from '#lib/shared/texts/formats.ts';

/** How much room is used, and where to see by what. */
export function StorageSection({ storage }: { storage: SystemView['storage'] }) {
  const t = useTexts();
  const sizes = { used: formatSize(t, storage.usedBytes), limit: formatSize(t, storage.limitBytes) };
  const used = t('storage.usedOf', sizes);
  return (
    <Section title={t('storage.title')} text={t('storage.settingsText')}>
      <div className="grid gap-2">
        <ProgressBar
          quiet
          label={t('storage.used')}
          valueText={used}
          percent={storage.limitBytes > 0 ? (storage.usedBytes / storage.limitBytes) * 100 : 0}
        />
        <div className="flex flex-wrap justify-between gap-x-4">
          <span>{used}</span>
          <Link href="/storage" className="rounded-small underline underline-offset-2">
            {t('storage.toPage')}
          </Link>
        </div>
      </div>
    </Section>
  );
}
