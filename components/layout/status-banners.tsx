'use client';

import { CloudOff, Cpu, Pause, Wrench } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { asSentence } from '#components/texts.ts';
import { cn } from '#components/ui/cn.ts';
import { useConnection, useSystem } from '#lib/client/hooks.ts';
import type { SystemView } from '#lib/shared/api/system.ts';
import { useLasting } from './use-lasting.ts';
import { useNow } from './use-now.ts';

/** Every start prepares for a moment; only what takes longer is worth a word. */
const PATIENCE_MS = 4000;

/** Why nothing moves at the moment, above every page: the line, the worker, a pause, the speech engine. One at a time. */
export function StatusBanners() {
  const connection = useConnection();
  const { data: system } = useSystem();
  const now = useNow(10_000);
  const preparing = useLasting(system?.speech.state === 'preparing', PATIENCE_MS);
  if (connection === 'lost') {
    return (
      <Banner tone="warn" icon={<CloudOff aria-hidden="true" />}>
        <b className="font-semibold">The connection is lost.</b> What is there is safe. This page keeps trying and goes
        on by itself.
      </Banner>
    );
  }
  if (!system) return null;
  if (!system.worker.alive) {
    return (
      <Banner tone="warn" icon={<Cpu aria-hidden="true" />}>
        <b className="font-semibold">The worker is not running.</b> {lastSeen(system, now)} Uploads still work, and what
        waits goes on as soon as it is back. If it stays away, stop and start PodPromo.
      </Banner>
    );
  }
  if (system.queuePaused) {
    return (
      <Banner tone="warn" icon={<Pause aria-hidden="true" />}>
        <b className="font-semibold">The queue is paused.</b> Uploads still work. What waits begins once it goes on:{' '}
        <Link href="/queue" className="rounded-small underline underline-offset-2">
          to the queue
        </Link>
        .
      </Banner>
    );
  }
  if (system.speech.state === 'missing') {
    return (
      <Banner tone="warn" icon={<Wrench aria-hidden="true" />}>
        {asSentence(system.speech.message)}
      </Banner>
    );
  }
  if (preparing) {
    const percent = system.speech.percent;
    return (
      <Banner tone="info" icon={<Wrench aria-hidden="true" />}>
        {asSentence(percent === null ? system.speech.message : `${system.speech.message} ${Math.round(percent)} %`)} You
        can upload in the meantime.
      </Banner>
    );
  }
  return null;
}

function Banner({ tone, icon, children }: { tone: 'warn' | 'info'; icon: ReactNode; children: ReactNode }) {
  return (
    <div role="status" className="flex shrink-0 items-start gap-3 border-b bg-card px-4 py-2.5 sm:px-7">
      <span className={cn('mt-0.5 [&_svg]:size-[18px]', tone === 'warn' ? 'text-warn' : 'text-info')}>{icon}</span>
      <p className="min-w-0 max-w-[100ch]">{children}</p>
    </div>
  );
}

function lastSeen(system: SystemView, now: number): string {
  const at = system.worker.lastSeenAt;
  if (at === null) return 'It has not been seen yet.';
  const minutes = Math.round((now - at) / 60_000);
  if (minutes < 1) return 'It was there a moment ago.';
  return minutes < 90 ? `It was last seen ${minutes} min ago.` : 'It has been away for a while.';
}
