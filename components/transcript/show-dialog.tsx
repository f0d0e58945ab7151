'use client';

import { useId, useState } from 'react';
import { mutate } from 'swr';
import { attempt } from '#components/layout/attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useShows } from '#lib/client/hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { transcriptCalls } from '#lib/client/transcript-calls.ts';
import { urls } from '#lib/client/urls.ts';

interface ShowDialogProps {
  open: boolean;
  episodeId: string;
  show: { name: string } | null;
  onClose: () => void;
}

/** Says which show an episode is of. */
export function ShowDialog({ open, episodeId, show, onClose }: ShowDialogProps) {
  const t = useTexts();
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t('transcript.show')}
      description={t('transcript.showText')}
    >
      <ShowForm episodeId={episodeId} show={show} onClose={onClose} />
    </Dialog>
  );
}

function ShowForm({ episodeId, show, onClose }: Omit<ShowDialogProps, 'open'>) {
  const t = useTexts();
  const id = useId();
  const { data: shows } = useShows();
  const [name, setName] = useState(show?.name ?? '');
  const [busy, setBusy] = useState(false);
  const save = async (next: string | null) => {
    setBusy(true);
    const done = await attempt(() => transcriptCalls.putIntoShow(episodeId, next));
    if (done) {
      await Promise.all([mutate(urls.episode(episodeId)), mutate(urls.transcript(episodeId)), mutate(urls.shows)]);
    }
    setBusy(false);
    if (done) onClose();
  };
  return (
    <form
      className="mt-4 grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save(name.trim());
      }}
    >
      <Field id={id} label={t('transcript.showName')} help={shows?.length ? t('transcript.showHelp') : undefined}>
        <Input
          id={id}
          list={`${id}-shows`}
          value={name}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <datalist id={`${id}-shows`}>
          {(shows ?? []).map((each) => (
            <option key={each.id} value={each.name} />
          ))}
        </datalist>
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        {show ? (
          <Button disabled={busy} onClick={() => void save(null)}>
            {t('transcript.noShow')}
          </Button>
        ) : null}
        <Button type="submit" variant="primary" disabled={busy || name.trim() === ''}>
          {t('transcript.keep')}
        </Button>
      </div>
    </form>
  );
}
