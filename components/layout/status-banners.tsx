'use client';

import { CloudOff, Cpu, Pause, RefreshCw, Wrench } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { useConnection, useSystem } from '#lib/client/hooks.ts';
import { rich, type Texts, useTexts } from '#lib/client/texts.tsx';
import type { SystemView } from '#lib/shared/api/system.ts';
import { asSentence, formatPercent } from '#lib/shared/texts/formats.ts';
import { saidIn } from '#lib/shared/texts/said.ts';
import { useLasting } from './use-lasting.ts';
import { useNow } from './use-now.ts';

/** Every start prepares for a moment; only what takes longer is worth a word. */
const PATIENCE_MS = 4000;

/** Why nothing moves at the moment, above every page: the line, the worker, a pause, the speech engine. One at a time. */
export function StatusBanners() {
  const t = useTexts();
  const connection = useConnection();
  const { data: system } = useSystem();
  const opened = useFirst(system?.version);
  const now = useNow(10_000);
  const preparing = useLasting(system?.speech.state === 'preparing', PATIENCE_MS);
  if (connection === 'lost') {
    return (
      <Banner tone="warn" icon={<CloudOff aria-hidden="true" />}>
        {rich(t.parts('layout.lineLost'), { b: strong })}
      </Banner>
    );
  }
  if (!system) return null;
  if (!system.worker.alive) {
    return (
      <Banner tone="warn" icon={<Cpu aria-hidden="true" />}>
        {rich(t.parts('layout.workerAway', { seen: lastSeen(t, system, now) }), { b: strong })}
      </Banner>
    );
  }
  if (system.queuePaused) {
    return (
      <Banner tone="warn" icon={<Pause aria-hidden="true" />}>
        {rich(t.parts('layout.queuePaused'), { b: strong, link: toQueue })}
      </Banner>
    );
  }
  if (system.speech.state === 'missing') {
    return (
      <Banner tone="warn" icon={<Wrench aria-hidden="true" />}>
        {asSentence(saidIn(t, system.speech.message))}
      </Banner>
    );
  }
  if (opened !== undefined && system.version !== opened) {
    return (
      <Banner tone="info" icon={<RefreshCw aria-hidden="true" />}>
        {rich(t.parts('layout.updated', { version: system.version }), {
          b: strong,
          reload: toReload,
          changes: toChanges,
        })}
      </Banner>
    );
  }
  if (preparing) {
    const { percent } = system.speech;
    const message = saidIn(t, system.speech.message);
    return (
      <Banner tone="info" icon={<Wrench aria-hidden="true" />}>
        {asSentence(percent === null ? message : `${message} ${formatPercent(t, percent)}`)}{' '}
        {t('layout.uploadMeanwhile')}
      </Banner>
    );
  }
  return null;
}

/** The first value that there was: a page that stays open for days outlives the release that it came from. */
function useFirst(value: string | undefined): string | undefined {
  const [first, setFirst] = useState(value);
  if (first === undefined && value !== undefined) setFirst(value);
  return first ?? value;
}

const toReload = (text: string) => (
  <button type="button" className="rounded-small underline underline-offset-2" onClick={() => location.reload()}>
    {text}
  </button>
);
const toChanges = (text: string) => (
  <Link href="/settings" className="rounded-small underline underline-offset-2">
    {text}
  </Link>
);
const strong = (text: string) => <b className="font-semibold">{text}</b>;
const toQueue = (text: string) => (
  <Link href="/queue" className="rounded-small underline underline-offset-2">
    {text}
  </Link>
);

function Banner({ tone, icon, children }: { tone: 'warn' | 'info'; icon: ReactNode; children: ReactNode }) {
  return (
    <div role="status" className="flex shrink-0 items-start gap-3 border-b bg-card px-4 py-2.5 sm:px-7">
      <span className={cn('mt-0.5 [&_svg]:size-[18px]', tone === 'warn' ? 'text-warn' : 'text-info')}>{icon}</span>
      <p className="min-w-0 max-w-[100ch]">{children}</p>
    </div>
  );
}

function lastSeen(t: Texts, system: SystemView, now: number): string {
  const at = system.worker.lastSeenAt;
  if (at === null) return t('layout.seenNever');
  const minutes = Math.round((now - at) / 60_000);
  if (minutes < 1) return t('layout.seenNow');
  return minutes < 90 ? t('layout.seenMinutes', { n: minutes }) : t('layout.seenLong');
}
