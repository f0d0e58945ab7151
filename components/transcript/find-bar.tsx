'use client';

import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { toast } from '#components/layout/toasts.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Check } from '#components/ui/check.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { TranscriptEdit } from '#lib/shared/transcript/edits.ts';
import { countMatches } from '#lib/shared/transcript/replace.ts';
import type { Segment } from '#lib/shared/transcript.ts';

interface FindBarProps {
  segments: readonly Segment[];
  busy: boolean;
  onEdit: (edit: TranscriptEdit) => Promise<boolean>;
  /** Shows the sentence at this place. */
  onShow: (segment: number) => void;
  onClose: () => void;
}

/** Finds a text in the whole episode, and puts another in its place. */
export function FindBar({ segments, busy, onEdit, onShow, onClose }: FindBarProps) {
  const t = useTexts();
  const ids = { find: useId(), replace: useId() };
  const [find, setFind] = useState('');
  const [replace, setReplace] = useState('');
  const [matchCase, setMatchCase] = useState(false);
  const [wholeWord, setWholeWord] = useState(true);
  const [shown, setShown] = useState(-1);
  const options = { find, replace, matchCase, wholeWord };
  // A replacement that no text has: counts what is there, also where it is already as wanted.
  const places = segments.flatMap((segment, index) =>
    countMatches([segment], { ...options, replace: '\0' }) > 0 ? [index] : [],
  );
  const found = countMatches(segments, { ...options, replace: '\0' });
  const changes = countMatches(segments, options);
  const next = () => {
    const place = places.find((index) => index > shown) ?? places[0];
    if (place === undefined) return;
    setShown(place);
    onShow(place);
  };
  const replaceAll = async () => {
    if (await onEdit({ type: 'replace', ...options })) toast('ok', t('transcript.changed', { n: changes }));
  };
  return (
    <form
      aria-label={t('transcript.find')}
      className="grid gap-3 px-4 pt-1 pb-3 sm:px-7"
      onSubmit={(event) => {
        event.preventDefault();
        next();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="flex items-end gap-3">
        <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-2">
          <Field id={ids.find} label={t('transcript.findWhat')}>
            <Input
              id={ids.find}
              value={find}
              maxLength={200}
              autoFocus
              autoComplete="off"
              onChange={(event) => setFind(event.target.value)}
            />
          </Field>
          <Field id={ids.replace} label={t('transcript.replaceWith')}>
            <Input
              id={ids.replace}
              value={replace}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => setReplace(event.target.value)}
            />
          </Field>
        </div>
        <IconButton label={t('transcript.closeFind')} onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <Check label={t('transcript.matchCase')} checked={matchCase} onChange={setMatchCase} />
        <Check label={t('transcript.wholeWords')} checked={wholeWord} onChange={setWholeWord} />
        <p role="status" className="text-13 text-muted">
          {find.trim() === '' ? '' : found === 0 ? t('transcript.notFound') : t('transcript.found', { n: found })}
        </p>
        <div className="ml-auto flex flex-wrap gap-2">
          <Button type="submit" size="small" disabled={found === 0}>
            {t('transcript.showNext')}
          </Button>
          <Button size="small" variant="primary" disabled={busy || changes === 0} onClick={() => void replaceAll()}>
            {changes === 0
              ? t('transcript.replaceAll')
              : t(replace.trim() === '' ? 'transcript.takeOut' : 'transcript.replaceSome', { n: changes })}
          </Button>
        </div>
      </div>
    </form>
  );
}
