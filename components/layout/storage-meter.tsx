'use client';

import Link from 'next/link';
import { cn } from '#components/ui/cn.ts';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { useSystem } from '#lib/client/hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { bytesOf } from '#lib/shared/texts/formats.ts';

/** How much of the allowed room is used. Keeps its place while it is not known. */
export function StorageMeter({ className }: { className?: string }) {
  const t = useTexts();
  const { data } = useSystem();
  const storage = data?.storage;
  return (
    <Link
      href="/storage"
      className={cn(
        'flex h-6 min-w-[190px] items-center justify-end gap-2.5 rounded-small text-muted hover:text-text',
        className,
      )}
    >
      {storage ? (
        <>
          <ProgressBar
            quiet
            className="w-[90px]"
            label={t('layout.storageUsed')}
            percent={storage.limitBytes > 0 ? (storage.usedBytes / storage.limitBytes) * 100 : 0}
            valueText={bytesOf(t, storage.usedBytes, storage.limitBytes)}
          />
          <span>{bytesOf(t, storage.usedBytes, storage.limitBytes)}</span>
        </>
      ) : (
        <span className="sr-only">{t('storage.title')}</span>
      )}
    </Link>
  );
}
