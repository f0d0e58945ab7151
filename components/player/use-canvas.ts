'use client';

import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react';
import type { Size } from './wave-bars.ts';

/** Size of an element in whole CSS pixels; 0 before it is known. */
export function useSize(target: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    if (!target.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      setSize({ width: Math.round(entry.contentRect.width), height: Math.round(entry.contentRect.height) });
    });
    observer.observe(target.current);
    return () => observer.disconnect();
  }, [target]);
  return size;
}

/** Changes whenever the page turns light or dark: what is drawn has to be drawn again. */
export function usePaint(): string {
  return useSyncExternalStore(listen, read, () => '');
}

const DARK = '(prefers-color-scheme: dark)';

function listen(changed: () => void): () => void {
  const system = window.matchMedia(DARK);
  const observer = new MutationObserver(changed);
  system.addEventListener('change', changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', changed);
    observer.disconnect();
  };
}

function read(): string {
  return document.documentElement.dataset.theme ?? (window.matchMedia(DARK).matches ? 'dark' : 'light');
}
