'use client';

import dynamic from 'next/dynamic';
import { useSyncExternalStore } from 'react';
import { nobodyWaits, readWanted, subscribeWanted } from '#lib/client/wanted.ts';

/** Fetched when somebody waits for something, which most visits do not. */
const DoneTeller = dynamic(async () => (await import('./done-teller.tsx')).DoneTeller, { ssr: false });

/** Tells of episodes that somebody waits for, whichever page they look at. */
export function DoneNotices() {
  const waits = useSyncExternalStore(subscribeWanted, readWanted, nobodyWaits).length > 0;
  return waits ? <DoneTeller /> : null;
}
