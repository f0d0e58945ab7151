'use client';

import { toast } from '#components/layout/toasts.tsx';
import type { Texts } from '#lib/client/texts.tsx';
import { fingerprintOf } from '#lib/client/upload/fingerprint.ts';
import { ACCEPTED_EXTENSIONS, acceptedExtension } from '#lib/shared/accepted-files.ts';
import type { UploadView } from '#lib/shared/api/uploads.ts';
import { formatSize } from '#lib/shared/texts/formats.ts';
import { sendFiles } from './uploads.ts';

/** Takes files into the queue. What cannot become an episode is said at once, before a byte is sent. */
export function addFiles(t: Texts, files: readonly File[], maxBytes: number | null): void {
  const taken: File[] = [];
  for (const file of files) {
    const reason = refusal(t, file, maxBytes);
    if (reason) toast('bad', reason);
    else taken.push(file);
  }
  if (taken.length > 0) void sendFiles(taken);
}

/** Goes on with an unfinished upload, where the chosen file is the one that it began with. */
export function continueUpload(t: Texts, upload: UploadView, file: File): void {
  // Not by the name shown: the server has cleaned that one. What another program began has no fingerprint.
  const isSame =
    upload.fingerprint === null ? file.size === upload.sizeBytes : fingerprintOf(file) === upload.fingerprint;
  if (!isSame) {
    toast('bad', t('upload.otherFile', { name: upload.fileName, size: formatSize(t, upload.sizeBytes) }));
    return;
  }
  void sendFiles([file]);
}

function refusal(t: Texts, file: File, maxBytes: number | null): string | null {
  if (acceptedExtension(file.name) === null) {
    const kinds = ACCEPTED_EXTENSIONS.map((extension) => `.${extension}`).join(' ');
    return t('upload.notMedia', { name: file.name, kinds });
  }
  if (file.size === 0) return t('upload.emptyFile', { name: file.name });
  if (maxBytes !== null && file.size > maxBytes) {
    return t('upload.tooLarge', { name: file.name, size: formatSize(t, maxBytes) });
  }
  return null;
}
