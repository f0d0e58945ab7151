'use client';

import { useEffect, useRef, useState } from 'react';
import { Bars } from '#components/ui/wordmark.tsx';
import { useTexts } from '#lib/client/texts.tsx';

/** Takes files that are dropped anywhere on the page, and shows while they hover that it will. */
export function PageDrop({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useTexts();
  const [over, setOver] = useState(false);
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    // Every child fires its own enter and leave: only the balance tells whether the pointer is still here.
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) latest.current(files);
    };
    const listeners: readonly ['dragenter' | 'dragleave' | 'dragover' | 'drop', (event: DragEvent) => void][] = [
      ['dragenter', enter],
      ['dragleave', leave],
      ['dragover', hover],
      ['drop', drop],
    ];
    for (const [name, listener] of listeners) window.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) window.removeEventListener(name, listener);
    };
  }, []);
  if (!over) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-50 grid place-items-center bg-background/85 p-4">
      <div className="grid size-full place-items-center rounded-card border-2 border-accent border-dashed">
        <p className="flex items-center gap-4 font-[650] text-20">
          <Bars className="h-9 w-11" />
          {t('upload.letGo')}
        </p>
      </div>
    </div>
  );
}
