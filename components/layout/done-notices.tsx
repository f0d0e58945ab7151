'use client';

import { useSyncExternalStore } from 'react';
import { fetched, useFetched } from '#components/ui/fetched.ts';
import { nobodyWaits, readWanted, subscribeWanted } from '#lib/client/wanted.ts';

/** Fetched when somebody waits for something, which most visits do not. */
const teller = fetched(async () => (await import('./done-teller.tsx')).DoneTeller);

/** Tells of episodes that somebody waits for, whichever page they look at. */
export function DoneNotices() {
  const waits = useSyncExternalStore(subscribeWanted, readWanted, nobodyWaits).length > 0;
  const DoneTeller = useFetched(teller, waits);
  return waits && DoneTeller ? <DoneTeller /> : null;
}
