'use client';

import { useState } from 'react';
import useSWR from 'swr';
import { LoadError } from '#components/layout/load-error.tsx';
import type { ApiError } from '#lib/client/api-error.ts';
import { loadChangelog } from '#lib/client/changelog.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { Changelog, Release } from '#lib/shared/api/changelog.ts';

/** What changed from release to release, fetched once somebody wants to see it. */
export function Changes() {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const { data, error, mutate } = useSWR<Changelog, ApiError>(open ? '/api/changelog' : null, loadChangelog);
  return (
    <details className="mt-4" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit cursor-pointer rounded-small underline underline-offset-2">
        {t('settings.changes')}
      </summary>
      {error ? <LoadError className="mt-3" error={error} onRetry={() => void mutate()} /> : null}
      <div className="mt-3 grid gap-5" lang="en">
        {data?.releases.map((release) => (
          <ReleaseNotes key={release.version ?? 'next'} release={release} />
        ))}
      </div>
    </details>
  );
}

function ReleaseNotes({ release }: { release: Release }) {
  const title = [release.version ?? 'Unreleased', release.date].filter(Boolean).join(', ');
  return (
    <section className="grid max-w-[72ch] gap-2">
      <h3 className="font-semibold">{title}</h3>
      {release.changes.map(({ kind, items }) => (
        <div key={kind}>
          <h4 className="text-muted">{kind}</h4>
          <ul className="list-disc pl-5">
            {items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
