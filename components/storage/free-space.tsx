'use client';

import { useState } from 'react';
import { attempt } from '#components/layout/attempt.ts';
import { toast } from '#components/layout/toasts.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Section } from '#components/ui/section.tsx';
import { refreshStorage, storageCalls } from '#lib/client/storage.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { CleanUpPlan } from '#lib/shared/storage.ts';
import { formatSize } from '#lib/shared/texts/formats.ts';
import { SizeRow } from './size-row.tsx';

const SHOWN = 20;

/** Shows first what would go, and removes it only then. */
export function FreeSpace() {
  const t = useTexts();
  const [plan, setPlan] = useState<CleanUpPlan | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async (change: () => Promise<void>) => {
    setBusy(true);
    await attempt(change);
    setBusy(false);
  };
  const look = () => run(async () => setPlan(await storageCalls.plan()));
  const remove = () =>
    run(async () => {
      const { bytes } = await storageCalls.cleanUp();
      setPlan(null);
      toast('ok', t('storage.freed', { size: formatSize(t, bytes) }));
      await refreshStorage();
    });
  return (
    <Section title={t('storage.space')} text={t('storage.spaceText')}>
      <div role="status" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {plan ? <Plan plan={plan} /> : null}
      </div>
      <div className={cn('flex flex-wrap gap-2', plan && 'mt-4')}>
        {plan && plan.items.length > 0 ? (
          <Button variant="danger" disabled={busy} onClick={remove}>
            {t('storage.freeNow', { size: formatSize(t, plan.bytes) })}
          </Button>
        ) : null}
        <Button disabled={busy} onClick={look}>
          {t(busy ? 'storage.looking' : 'storage.look')}
        </Button>
      </div>
    </Section>
  );
}

function Plan({ plan }: { plan: CleanUpPlan }) {
  const t = useTexts();
  if (plan.items.length === 0) return <p className="text-muted">{t('storage.nothingToGo')}</p>;
  const more = plan.items.length - SHOWN;
  return (
    <>
      <p>{t('storage.wouldGo', { n: plan.items.length, size: formatSize(t, plan.bytes) })}</p>
      <ul className="divide-y divide-line">
        {plan.items.slice(0, SHOWN).map(({ reason, title, episodeId, bytes }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a plan is shown once, as it is.
          <SizeRow key={`${index}${episodeId ?? ''}`} size={formatSize(t, bytes)}>
            <p className="wrap-anywhere">{title ?? t(`storage.why_${reason}`)}</p>
            {title === null ? null : <p className="text-13 text-muted">{t(`storage.why_${reason}`)}</p>}
          </SizeRow>
        ))}
      </ul>
      {more > 0 ? <p className="text-muted">{t('storage.andMore', { n: more })}</p> : null}
    </>
  );
}
