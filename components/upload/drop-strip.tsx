'use client';

import { Upload } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { formatSize } from '#lib/shared/texts/formats.ts';

interface DropStripProps {
  /** Largest file in bytes; null while it is not known. */
  maxBytes: number | null;
  onChoose: () => void;
}

/** The slim invitation above the episodes; the whole page takes files. */
export function DropStrip({ maxBytes, onChoose }: DropStripProps) {
  const t = useTexts();
  const limit = maxBytes ? t('upload.upTo', { size: formatSize(t, maxBytes) }) : '';
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-[12px] border-[1.5px] border-edge border-dashed bg-card px-4 py-4 sm:px-5">
      <span
        aria-hidden="true"
        className="grid size-11 shrink-0 place-items-center rounded-card bg-lit text-accent max-sm:hidden"
      >
        <Upload className="size-5" />
      </span>
      <p className="min-w-0 flex-1 basis-56">
        <b className="font-semibold">{t('upload.dropTitle')}</b>
        <span className="block text-muted">{t('upload.dropText', { limit })}</span>
      </p>
      <Button variant="primary" onClick={onChoose} className="max-sm:w-full">
        {t('upload.chooseFiles')}
      </Button>
    </div>
  );
}
