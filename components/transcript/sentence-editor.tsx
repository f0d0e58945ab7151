'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextArea } from '#components/ui/field.tsx';
import { useTexts } from '#lib/client/texts.tsx';

interface SentenceEditorProps {
  text: string;
  /** What was typed before, where it could not be kept. */
  draft?: string | undefined;
  /** Where the cursor goes first. */
  caret: number;
  busy: boolean;
  /** Hears what is typed. */
  onDraft: (text: string) => void;
  /** Closes the field. */
  onSave: (text: string) => void;
  onCancel: () => void;
}

const KEYS = ['Enter', 'Escape'].join(' ');

/** One sentence as a field: Enter keeps it, Escape leaves it as it was. */
export function SentenceEditor({ text, draft, caret, busy, onDraft, onSave, onCancel }: SentenceEditorProps) {
  const t = useTexts();
  const [value, setValue] = useState(draft ?? text);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(caret, caret);
  }, [caret]);
  const save = () => {
    if (value.trim() === text.trim()) onCancel();
    else onSave(value);
  };
  return (
    <span className="my-1 grid gap-2" data-editing>
      <TextArea
        ref={field}
        aria-label={t('transcript.sentence')}
        aria-keyshortcuts={KEYS}
        value={value}
        rows={Math.max(2, Math.ceil(value.length / 56))}
        onChange={(event) => {
          setValue(event.target.value);
          onDraft(event.target.value);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') onCancel();
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          save();
        }}
        className="text-16 leading-[1.6]"
      />
      <span className="flex flex-wrap items-center gap-2">
        <Button size="small" variant="primary" disabled={busy} onClick={save}>
          {t(value.trim() === '' ? 'transcript.removeSentence' : 'transcript.keep')}
        </Button>
        <Button size="small" onClick={onCancel}>
          {t('transcript.leave')}
        </Button>
        <span className="text-13 text-muted">{t('transcript.timesStay')}</span>
      </span>
    </span>
  );
}
