'use client';

import { type ReactNode, useRef } from 'react';
import { useTexts } from '#lib/client/texts.tsx';
import { ACCEPTED_EXTENSIONS } from '#lib/shared/accepted-files.ts';

const ACCEPT = ACCEPTED_EXTENSIONS.map((extension) => `.${extension}`).join(',');

/** Opens the browser's own window to choose files. Put `input` anywhere into the page. */
export function useFilePicker(
  onFiles: (files: File[]) => void,
  { multiple = true, label }: { multiple?: boolean; label?: string } = {},
): { open: () => void; input: ReactNode } {
  const t = useTexts();
  const field = useRef<HTMLInputElement>(null);
  return {
    open: () => field.current?.click(),
    input: (
      <input
        ref={field}
        type="file"
        aria-label={label ?? t('upload.chooseFiles')}
        accept={ACCEPT}
        multiple={multiple}
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file can be chosen again after this.
          event.currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    ),
  };
}
