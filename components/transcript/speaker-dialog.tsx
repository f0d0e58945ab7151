'use client';

import { useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { chipClass } from '#components/ui/chip.tsx';
import { ChoiceCards } from '#components/ui/choice-cards.tsx';
import { cn } from '#components/ui/cn.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { speakerNameSchema, type TranscriptEdit } from '#lib/shared/transcript/edits.ts';
import type { WordRange } from './paragraphs.ts';

/** What is to get a name. */
export interface SpeakerQuestion {
  readonly range: WordRange;
  /** The name it has. */
  readonly speaker: string | null;
  /** What the range is. */
  readonly what: 'thisTurn' | 'chosenWords';
}

interface SpeakerDialogProps {
  /** Null closes it. */
  question: SpeakerQuestion | null;
  names: readonly string[];
  inShow: boolean;
  onEdit: (edit: TranscriptEdit) => Promise<boolean>;
  onClose: () => void;
}

/** Says who speaks: in a part of the text, or everywhere a name stands. */
export function SpeakerDialog(props: SpeakerDialogProps) {
  const { question, onClose } = props;
  const t = useTexts();
  return (
    <Dialog
      open={question !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('transcript.whoSpeaks')}
      description={t(props.inShow ? 'transcript.nameInShow' : 'transcript.nameHere')}
    >
      {question ? <SpeakerForm {...props} question={question} /> : null}
    </Dialog>
  );
}

function SpeakerForm({ question, names, onEdit, onClose }: SpeakerDialogProps & { question: SpeakerQuestion }) {
  const { range, speaker } = question;
  const t = useTexts();
  const what = t(`transcript.${question.what}`);
  const id = useId();
  const [name, setName] = useState(speaker ?? '');
  const [scope, setScope] = useState<'all' | 'here'>(speaker === null ? 'here' : 'all');
  const [busy, setBusy] = useState(false);
  const parsed = speakerNameSchema.safeParse(name);
  const send = async (edit: TranscriptEdit) => {
    setBusy(true);
    const done = await onEdit(edit);
    setBusy(false);
    if (done) onClose();
  };
  const save = (given: string) => {
    if (given === speaker) return onClose();
    void send(
      scope === 'all' && speaker !== null
        ? { type: 'rename_speaker', from: speaker, to: given }
        : { type: 'speaker', ...range, speaker: given },
    );
  };
  const others = names.filter((each) => each !== speaker).slice(0, 12);
  return (
    <form
      className="mt-4 grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (parsed.success) save(parsed.data);
      }}
    >
      <Field
        id={id}
        label={t('transcript.name')}
        help={name.trim() !== '' && !parsed.success ? t('transcript.nameHelp') : undefined}
      >
        <Input
          id={id}
          value={name}
          maxLength={60}
          autoComplete="off"
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      {others.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5" aria-label={t('transcript.namesBefore')}>
          {others.map((each) => (
            <li key={each} className="max-w-full">
              <button type="button" className={cn(chipClass, 'hover:bg-stage')} onClick={() => setName(each)}>
                <span className="truncate">{each}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {speaker !== null ? (
        <ChoiceCards
          legend={t('transcript.where')}
          value={scope}
          onChange={setScope}
          choices={[
            { value: 'all', label: t('transcript.everywhere', { speaker }) },
            { value: 'here', label: t('transcript.onlyIn', { what }) },
          ]}
        />
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        {speaker !== null ? (
          <Button disabled={busy} onClick={() => void send({ type: 'speaker', ...range, speaker: null })}>
            {t('transcript.noNameIn', { what })}
          </Button>
        ) : null}
        <Button type="submit" variant="primary" disabled={busy || !parsed.success}>
          {t('transcript.keep')}
        </Button>
      </div>
    </form>
  );
}
