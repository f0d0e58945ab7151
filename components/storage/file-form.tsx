'use client';

import { useId, useState } from 'react';
import { attempt } from '#components/layout/attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { useTexts } from '#lib/client/texts.tsx';

interface FileFormProps {
  label: string;
  accept: string;
  submit: string;
  /** Sends the file; what it throws is said, and the form stays. */
  send: (file: File, onPercent: (percent: number) => void) => Promise<void>;
}

/** One file and a button that sends it. */
export function FileForm({ label, accept, submit, send }: FileFormProps) {
  const t = useTexts();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [percent, setPercent] = useState<number | null>(null);
  const busy = percent !== null;
  return (
    <form
      className="grid gap-4"
      onSubmit={async (event) => {
        event.preventDefault();
        if (!file) return;
        setPercent(0);
        await attempt(() => send(file, setPercent));
        setPercent(null);
      }}
    >
      <Field id={id} label={label}>
        <input
          id={id}
          type="file"
          accept={accept}
          disabled={busy}
          onChange={({ target }) => setFile(target.files?.[0] ?? null)}
          className="w-full min-w-0 text-14 file:mr-3 file:h-9 file:rounded-control file:border file:border-edge file:bg-card file:px-3.5 file:font-medium file:text-text"
        />
      </Field>
      {busy ? <ProgressBar label={t('storage.sending')} percent={percent} /> : null}
      <div>
        <Button type="submit" variant="primary" disabled={busy || file === null}>
          {busy ? t('storage.sending') : submit}
        </Button>
      </div>
    </form>
  );
}
