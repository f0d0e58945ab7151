'use client';

import { Bell, BellRing } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { toast } from '#components/layout/toasts.tsx';
import { Button } from '#components/ui/button.tsx';
import {
  canTell,
  nobodyWaits,
  readWanted,
  stopTelling,
  subscribeWanted,
  tellWhenDone,
} from '#lib/client/tell-when-done.ts';
import { useTexts } from '#lib/client/texts.tsx';

/** Offers to say when this episode is done, so that nobody has to watch it. Nothing where the browser cannot. */
export function TellButton({ episodeId }: { episodeId: string }) {
  const t = useTexts();
  const wanted = useSyncExternalStore(subscribeWanted, readWanted, nobodyWaits).includes(episodeId);
  const [able, setAble] = useState(false);
  useEffect(() => setAble(canTell()), []);
  if (!able) return null;
  const change = async () => {
    if (wanted) return stopTelling(episodeId);
    if (await tellWhenDone(episodeId)) return;
    setAble(canTell());
    toast('bad', t('jobs.tellRefused'));
  };
  return (
    <Button size="small" variant="ghost" aria-pressed={wanted} onClick={() => void change()}>
      {wanted ? <BellRing aria-hidden="true" /> : <Bell aria-hidden="true" />}
      {wanted ? t('jobs.tellWanted') : t('jobs.tell')}
    </Button>
  );
}
