'use client';

import { useEffect, useState } from 'react';
import { toast } from '#components/layout/toasts.tsx';
import { networkError } from '#lib/client/api-error.ts';

/** Between two tries while the line is down. */
const AGAIN_MS = 3000;

/** A part of the page that is no part of its first script. */
export interface Fetched<T> {
  /** Null until it was fetched; then it stays. */
  readonly now: () => T | null;
  readonly load: () => Promise<void>;
  /** Fetches it because it may be wanted soon; a failure shows when it is. */
  readonly prepare: () => void;
}

/** @param load imports it: `async () => (await import('./x.tsx')).X` */
export function fetched<T>(load: () => Promise<T>): Fetched<T> {
  let known: T | null = null;
  const fetchIt = async () => {
    known = await load();
  };
  return {
    now: () => known,
    load: fetchIt,
    prepare: () => {
      fetchIt().catch((error: unknown) => console.debug('not fetched yet', error));
    },
  };
}

/** The part, fetched as soon as it is wanted; null until it is there. Where the line is down it says so, and tries again. */
export function useFetched<T>(part: Fetched<T>, wanted: boolean): T | null {
  const [there, setThere] = useState(() => part.now() !== null);
  useEffect(() => {
    if (!wanted || there) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const fetchIt = async (told: boolean) => {
      try {
        await part.load();
        if (!left) setThere(true);
      } catch (error) {
        if (left) return;
        if (!told) toast('bad', networkError(error));
        timer = setTimeout(() => void fetchIt(true), AGAIN_MS);
      }
    };
    void fetchIt(false);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [part, wanted, there]);
  return there ? part.now() : null;
}
