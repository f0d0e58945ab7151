'use client';

import { X } from 'lucide-react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { rich, useTexts } from '#lib/client/texts.tsx';
import type { UploadView } from '#lib/shared/api/uploads.ts';
import { continueUpload } from './add-files.ts';
import { waitingSentence } from './upload-words.ts';
import { discardUnfinished } from './uploads.ts';
import { useFilePicker } from './use-file-picker.tsx';

/** An upload that stopped halfway: what arrived is safe, the file has to be chosen again. */
export function UnfinishedRow({ upload }: { upload: UploadView }) {
  const t = useTexts();
  const { fileName, offsetBytes, sizeBytes } = upload;
  const complete = offsetBytes >= sizeBytes;
  const picker = useFilePicker(([file]) => file && continueUpload(t, upload, file), {
    multiple: false,
    label: t('upload.chooseAgain', { name: fileName }),
  });
  return (
    <li className="flex animate-rise flex-wrap items-center gap-x-3 gap-y-2.5 px-4 py-3.5">
      {picker.input}
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 truncate font-[550]">{fileName}</span>
          <Chip tone="warn">{complete ? t('upload.beingChecked') : t('upload.waitsForFile')}</Chip>
        </p>
        <p className="text-muted tabular-nums">
          {complete ? t('upload.done') : waitingSentence(t, offsetBytes, sizeBytes)}
        </p>
      </div>
      {complete ? null : (
        <div className="flex items-center gap-1">
          <Button size="small" onClick={picker.open}>
            {rich(t.parts('upload.chooseFile', { name: fileName }), { of: hidden })}
          </Button>
          <IconButton
            label={t('upload.cancelUnfinished', { name: fileName })}
            className="-mr-1.5"
            onClick={() => void discardUnfinished(upload.id)}
          >
            <X aria-hidden="true" />
          </IconButton>
        </div>
      )}
    </li>
  );
}

const hidden = (text: string) => <span className="sr-only">{text}</span>;
