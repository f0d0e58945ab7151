'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { mutate } from 'swr';
import { attempt } from '#components/layout/attempt.ts';
import { toast } from '#components/layout/toasts.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Input } from '#components/ui/field.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useShows } from '#lib/client/hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { transcriptCalls } from '#lib/client/transcript-calls.ts';
import { urls } from '#lib/client/urls.ts';
import type { TranscriptEdit } from '#lib/shared/transcript/edits.ts';
import { type GlossaryTerm, glossaryTermSchema } from '#lib/shared/transcript/glossary-terms.ts';

interface GlossaryDialogProps {
  open: boolean;
  show: { id: string; name: string } | null;
  busy: boolean;
  /** Null where there is no text to apply it to. */
  onEdit: ((edit: TranscriptEdit) => Promise<boolean>) | null;
  /** Asks for the show of the episode first. */
  onChooseShow?: () => void;
  onClose: () => void;
}

/** Names and words of the show: given to the speech model, and put right in its text. */
export function GlossaryDialog(props: GlossaryDialogProps) {
  const t = useTexts();
  return (
    <Dialog
      open={props.open}
      onOpenChange={(next) => {
        if (!next) props.onClose();
      }}
      title={t('transcript.glossary')}
      description={
        props.show ? t('transcript.glossaryOf', { show: props.show.name }) : t('transcript.glossaryNeedsShow')
      }
      className="max-w-[600px]"
    >
      {props.show ? (
        <GlossaryLoader {...props} show={props.show} />
      ) : (
        <div className="mt-4 flex justify-end">
          <Button variant="primary" onClick={props.onChooseShow}>
            {t('transcript.chooseShow')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

type FormProps = GlossaryDialogProps & { show: { id: string; name: string } };

function GlossaryLoader(props: FormProps) {
  const { data } = useShows();
  const show = data?.find((each) => each.id === props.show.id);
  if (!show) return <Skeleton className="mt-4 h-24 w-full" />;
  return <GlossaryForm key={show.id} {...props} terms={show.glossary} />;
}

interface Row {
  readonly key: number;
  readonly term: string;
  /** As typed: variants between commas. */
  readonly spoken: string;
}

function GlossaryForm({ show, terms, busy, onEdit, onClose }: FormProps & { terms: readonly GlossaryTerm[] }) {
  const t = useTexts();
  const id = useId();
  const [rows, setRows] = useState<readonly Row[]>(() =>
    [...terms, ...(terms.length === 0 ? [{ term: '', spoken: [] }] : [])].map(({ term, spoken }, key) => ({
      ...{ key, term },
      spoken: spoken.join(', '),
    })),
  );
  const [saving, setSaving] = useState(false);
  const change = (key: number, patch: Partial<Row>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...patch } : row)));
  const save = async (apply: boolean) => {
    setSaving(true);
    const saved = await attempt(() => transcriptCalls.saveShow(show.id, { glossary: toTerms(rows) }));
    if (saved) await mutate(urls.shows);
    const done = saved && (!apply || !onEdit || (await onEdit({ type: 'glossary' })));
    setSaving(false);
    if (!done) return;
    toast('ok', t(apply ? 'transcript.glossaryApplied' : 'transcript.glossaryKept'));
    onClose();
  };
  return (
    <form
      className="mt-4 grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save(onEdit !== null);
      }}
    >
      <div className="grid max-h-[45dvh] gap-2 overflow-y-auto p-0.5">
        <div aria-hidden="true" className="grid grid-cols-[2fr_3fr_36px] gap-2 text-13 text-muted">
          <span>{t('transcript.written')}</span>
          <span>{t('transcript.misheard')}</span>
        </div>
        {rows.map((row, place) => (
          <div key={row.key} className="grid grid-cols-[2fr_3fr_36px] gap-2">
            <Input
              aria-label={t('transcript.termWritten', { n: place + 1 })}
              value={row.term}
              maxLength={80}
              placeholder={t('transcript.termExample')}
              onChange={(event) => change(row.key, { term: event.target.value })}
            />
            <Input
              aria-label={t('transcript.termMisheard', { n: place + 1 })}
              value={row.spoken}
              maxLength={800}
              placeholder={t('transcript.misheardExample')}
              onChange={(event) => change(row.key, { spoken: event.target.value })}
            />
            <IconButton
              label={t('transcript.removeTerm', { n: place + 1 })}
              onClick={() => setRows(rows.filter((each) => each.key !== row.key))}
            >
              <Trash2 aria-hidden="true" />
            </IconButton>
          </div>
        ))}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          id={id}
          className="mr-auto"
          onClick={() =>
            setRows([...rows, { key: Math.max(-1, ...rows.map((row) => row.key)) + 1, term: '', spoken: '' }])
          }
        >
          <Plus aria-hidden="true" />
          {t('transcript.addTerm')}
        </Button>
        {onEdit ? (
          <Button disabled={saving || busy} onClick={() => void save(false)}>
            {t('transcript.keepForNext')}
          </Button>
        ) : null}
        <Button type="submit" variant="primary" disabled={saving || busy}>
          {t(onEdit ? 'transcript.keepAndApply' : 'transcript.keep')}
        </Button>
      </div>
    </form>
  );
}

/** Rows without a term are left out. */
function toTerms(rows: readonly Row[]): GlossaryTerm[] {
  return rows.flatMap(({ term, spoken }) => {
    const variants = spoken.split(',').map((each) => each.trim());
    const parsed = glossaryTermSchema.safeParse({ term, spoken: variants.filter((each) => each !== '').slice(0, 20) });
    return parsed.success ? [parsed.data] : [];
  });
}
