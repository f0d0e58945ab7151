'use client';

import { toast } from '#components/layout/toasts.tsx';
import { formatSize } from '#components/texts.ts';
import { fingerprintOf } from '#lib/client/upload/fingerprint.ts';
import { ACCEPTED_EXTENSIONS, acceptedExtension } from '#lib/shared/accepted-files.ts';
import type { UploadView } from '#lib/shared/api/uploads.ts';
import { uploadQueue } from './uploads.ts';

/** Takes files into the queue. What cannot become an episode is said at once, before a byte is sent. */
export function addFiles(files: readonly File[], maxBytes: number | null): void {
  const taken: File[] = [];
  for (const file of files) {
    const reason = refusal(file, maxBytes);
    if (reason) toast('bad', reason);
    else taken.push(file);
  }
  if (taken.length > 0) void uploadQueue().add(taken);
}

/** Goes on with an unfinished upload, where the chosen file is the one that it began with. */
export function continueUpload(upload: UploadView, file: File): void {
  // Not by the name shown: the server has cleaned that one. What another program began has no fingerprint.
  const isSame =
    upload.fingerprint === null ? file.size === upload.sizeBytes : fingerprintOf(file) === upload.fingerprint;
  if (!isSame) {
    const wanted = `${upload.fileName} with ${formatSize(upload.sizeBytes)}`;
    toast('bad', `That is another file, or it was changed since. This upload waits for ${wanted} as it was.`);
    return;
  }
  void uploadQueue().add([file]);
}

function refusal(file: File, maxBytes: number | null): string | null {
  if (acceptedExtension(file.name) === null) {
    const kinds = ACCEPTED_EXTENSIONS.map((extension) => `.${extension}`).join(' ');
    return `${file.name} is no audio or video that we can read. Use ${kinds}.`;
  }
  if (file.size === 0) return `${file.name} is empty. Choose the right file.`;
  if (maxBytes !== null && file.size > maxBytes) {
    return `${file.name} is larger than the ${formatSize(maxBytes)} allowed. Export it smaller, or raise MAX_FILE_SIZE.`;
  }
  return null;
}
