'use client';

import { bytesOf } from '#components/texts.ts';
import { cn } from '#components/ui/cn.ts';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { useSystem } from '#lib/client/hooks.ts';

/** How much of the allowed room is used. Keeps its place while it is not known. */
export function StorageMeter({ className }: { className?: string }) {
  const { data } = useSystem();
  const storage = data?.storage;
  return (
    <div className={cn('flex h-6 min-w-[190px] items-center justify-end gap-2.5 text-muted', className)}>
      {storage ? (
        <>
          <ProgressBar
            quiet
            className="w-[90px]"
            label="Storage used"
            percent={storage.limitBytes > 0 ? (storage.usedBytes / storage.limitBytes) * 100 : 0}
            valueText={bytesOf(storage.usedBytes, storage.limitBytes)}
          />
          <span>{bytesOf(storage.usedBytes, storage.limitBytes)}</span>
        </>
      ) : null}
    </div>
  );
}
