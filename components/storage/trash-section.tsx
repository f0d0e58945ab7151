'use client';

import { useState } from 'react';
import { mutate } from 'swr';
import { attempt } from '#components/layout/attempt.ts';
import { toast } from '#components/layout/toasts.tsx';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Section } from '#components/ui/section.tsx';
import { refreshStorage, storageCalls, useTrash } from '#lib/client/storage.ts';
import { rich, useTexts } from '#lib/client/texts.tsx';
import type { Trash } from '#lib/shared/storage.ts';
import { formatSize } from '#lib/shared/texts/formats.ts';

type Trashed = Trash['episodes'][number];

/** Deleted episodes: brought back by one click, or gone for good after a question. */
export function TrashSection() {
  const t = useTexts();
  const { data } = useTrash();
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<Trashed | null>(null);
  const run = async (change: () => Promise<void>) => {
    setBusy(true);
    await attempt(change);
    await Promise.all([refreshStorage(), mutate((key) => typeof key === 'string' && key.startsWith('/api/episodes'))]);
    setBusy(false);
    setAsked(null);
  };
  const restore = ({ episodeId }: Trashed) =>
    run(async () => {
      await storageCalls.restore(episodeId);
      toast('ok', t('storage.restored'));
    });
  const purge = ({ episodeId, title }: Trashed) =>
    run(async () => {
      const { removed, nothingLeft } = await storageCalls.purge(episodeId);
      const files = t('storage.files', { n: removed.files });
      const done = t('storage.purged', { title, files, size: formatSize(t, removed.bytes) });
      toast('ok', nothingLeft ? done : t('storage.purgedPartly', { title }));
    });
  if (!data) return null;
  return (
    <Section title={t('storage.trash')} text={t('storage.trashText', { n: data.days })}>
      {data.episodes.length === 0 ? (
        <p className="text-muted">{t('storage.trashEmpty')}</p>
      ) : (
        <ul className="-my-3 divide-y divide-line">
          {data.episodes.map((episode) => (
            <TrashRow
              key={episode.episodeId}
              episode={episode}
              busy={busy}
              onRestore={() => restore(episode)}
              onPurge={() => setAsked(episode)}
            />
          ))}
        </ul>
      )}
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(open) => {
          if (!open) setAsked(null);
        }}
        title={t('storage.purgeTitle')}
        description={rich(t.parts('storage.purgeText', { title: asked?.title ?? '' }), {
          b: (text) => <b className="wrap-anywhere font-semibold text-text">{text}</b>,
        })}
        confirm={t('storage.purge')}
        cancel={t('storage.keep')}
        busy={busy}
        onConfirm={() => {
          if (asked) void purge(asked);
        }}
      />
    </Section>
  );
}

interface TrashRowProps {
  episode: Trashed;
  busy: boolean;
  onRestore: () => void;
  onPurge: () => void;
}

function TrashRow({ episode, busy, onRestore, onPurge }: TrashRowProps) {
  const t = useTexts();
  const day = t.date(episode.goesAt, { day: 'numeric', month: 'long' });
  const actions = (
    <>
      <Button size="small" disabled={busy} onClick={onRestore}>
        {t('storage.restore')}
        <span className="sr-only">: {episode.title}</span>
      </Button>
      <Button size="small" variant="danger" disabled={busy} onClick={onPurge}>
        {t('storage.purge')}
        <span className="sr-only">: {episode.title}</span>
      </Button>
    </>
  );
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="wrap-anywhere">{episode.title}</p>
        <p className="text-13 text-muted">{t('storage.goes', { size: formatSize(t, episode.bytes), day })}</p>
      </div>
      <div className="flex flex-wrap gap-2">{actions}</div>
    </li>
  );
}
