'use client';

import Link from 'next/link';
import { useState } from 'react';
import { attempt } from '#components/layout/attempt.ts';
import { LoadError } from '#components/layout/load-error.tsx';
import { usePageTitle } from '#components/layout/use-page-title.ts';
import { Button } from '#components/ui/button.tsx';
import { Section } from '#components/ui/section.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { markErrorsSeen, useErrors } from '#lib/client/errors.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { ErrorGroupView, ErrorList } from '#lib/shared/api/errors.ts';
import { ErrorRow } from './error-row.tsx';
import { HostNotices } from './host-notices.tsx';

/** What failed lately, for whoever hosts it: the new first, then what somebody has looked at. */
export function ErrorsPage() {
  const t = useTexts();
  const { data, error, refresh } = useErrors();
  usePageTitle(t('errors.title'));
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto grid w-full max-w-[860px] grid-cols-[minmax(0,1fr)] gap-8 p-4 pb-16 outline-none sm:p-7"
    >
      <div className="grid gap-1">
        <h1 className="font-[650] text-28 tracking-[-0.025em]">{t('errors.title')}</h1>
        {data ? <p className="text-muted">{t('errors.since', { n: Math.round(data.hours) })}</p> : null}
        <p>
          <Link href="/queue" className="rounded-small underline underline-offset-2">
            {t('errors.toQueue')}
          </Link>
        </p>
      </div>
      <HostNotices />
      {data ? (
        <Loaded list={data} />
      ) : error ? (
        <LoadError error={error} onRetry={() => void refresh()} />
      ) : (
        <div role="status" aria-label={t('errors.loading')} className="grid gap-3">
          <Skeleton className="h-64 rounded-card" />
        </div>
      )}
    </main>
  );
}

function Loaded({ list }: { list: ErrorList }) {
  const t = useTexts();
  const [busy, setBusy] = useState(false);
  const mark = async (ids?: readonly string[]) => {
    setBusy(true);
    await attempt(() => markErrorsSeen(ids));
    setBusy(false);
  };
  const fresh = list.errors.filter((group) => !group.seen);
  const known = list.errors.filter((group) => group.seen);
  return (
    <>
      <Section title={t('errors.fresh')}>
        {fresh.length === 0 ? (
          <p className="text-muted">{t(known.length === 0 ? 'errors.none' : 'errors.freshNone')}</p>
        ) : (
          <>
            <Groups groups={fresh} busy={busy} onSeen={(id) => mark([id])} />
            <Button className="mt-5" disabled={busy} onClick={() => mark(fresh.map((group) => group.id))}>
              {t('errors.markAll')}
            </Button>
          </>
        )}
      </Section>
      {known.length > 0 ? (
        <Section title={t('errors.known')}>
          <Groups groups={known} busy={busy} />
        </Section>
      ) : null}
    </>
  );
}

interface GroupsProps {
  groups: readonly ErrorGroupView[];
  busy: boolean;
  onSeen?: (id: string) => void;
}

function Groups({ groups, busy, onSeen }: GroupsProps) {
  return (
    <ul className="-my-3 divide-y divide-line">
      {groups.map((group) => (
        <ErrorRow key={group.id} group={group} disabled={busy} onSeen={onSeen} />
      ))}
    </ul>
  );
}
