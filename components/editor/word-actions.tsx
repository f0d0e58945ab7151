'use client';

import { Pencil, Redo, Scissors, X } from 'lucide-react';
import { useId, useState } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Input } from '#components/ui/field.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { type ClipCut, isLeftOut } from '#lib/shared/clip-edit.ts';
import type { SpokenText } from '#lib/shared/clip-words.ts';
import type { TranscriptEdit } from '#lib/shared/transcript/edits.ts';
import { joinTexts } from '#lib/shared/transcript/words.ts';
import type { Cutting } from './use-cutting.ts';
import type { Choice } from './word-strip.tsx';

interface WordActionsProps {
  text: SpokenText;
  cut: ClipCut;
  choice: Choice | null;
  cutting: Cutting;
  correcting: boolean;
  onCorrecting: (open: boolean) => void;
  /** Answers whether it was stored. */
  onCorrect: (edit: TranscriptEdit) => Promise<boolean>;
  onClear: () => void;
}

/** What can be done with the chosen words; what this is for where none are. */
export function WordActions(props: WordActionsProps) {
  const { text, cut, choice, cutting, correcting, onCorrecting, onClear } = props;
  const t = useTexts();
  if (!choice) return <p className="text-13 text-muted max-sm:hidden">{t('editor.wordsHelp')}</p>;
  const [from, to] = [Math.min(choice.anchor, choice.head), Math.max(choice.anchor, choice.head)];
  if (correcting) return <CorrectForm key={`${from}-${to}`} {...props} from={from} to={to} />;
  const words = text.words.slice(from, to + 1);
  const allOut = words.every((word) => isLeftOut(cut.removed, word));
  const anyIn = words.some((word) => word.endMs > cut.startMs && word.startMs < cut.endMs);
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span role="status" className="mr-1 text-13">
        {t('editor.chosenWords', { n: to - from + 1 })}
      </span>
      <Button size="small" onClick={() => cutting.startHere(from)}>
        {t('editor.startHere')}
      </Button>
      <Button size="small" onClick={() => cutting.endHere(to)}>
        {t('editor.endHere')}
      </Button>
      {allOut ? (
        <Button size="small" onClick={() => cutting.takeIn(from, to)}>
          <Redo aria-hidden="true" />
          {t('editor.takeIn')}
        </Button>
      ) : anyIn ? (
        <Button size="small" onClick={() => cutting.leaveOut(from, to)}>
          <Scissors aria-hidden="true" />
          {t('editor.leaveOut')}
        </Button>
      ) : null}
      <Button size="small" onClick={() => onCorrecting(true)}>
        <Pencil aria-hidden="true" />
        {t('editor.correct')}
      </Button>
      <IconButton label={t('editor.clearChoice')} className="size-8" onClick={onClear}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function CorrectForm({ text, from, to, onCorrecting, onCorrect }: WordActionsProps & { from: number; to: number }) {
  const t = useTexts();
  const id = useId();
  // One sentence at a time: that is what the transcript changes.
  const sentence = Math.max(
    0,
    text.sentences.findLastIndex((first) => first <= from),
  );
  const first = text.sentences[sentence] ?? 0;
  const end = text.sentences[sentence + 1] ?? text.words.length;
  const last = Math.min(to, end - 1);
  const saidIn = (a: number, b: number) => text.words.slice(a, b).map((word) => word.text.trim());
  const [draft, setDraft] = useState(() => joinTexts(saidIn(from, last + 1)));
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const whole = joinTexts([...saidIn(first, from), draft.trim(), ...saidIn(last + 1, end)].filter(Boolean));
    const saved = await onCorrect({ type: 'text', sentence, text: whole });
    setBusy(false);
    if (saved) onCorrecting(false);
  };
  return (
    <form
      className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCorrecting(false);
      }}
    >
      <label htmlFor={id} className="sr-only">
        {t('editor.correctLabel')}
      </label>
      <Input
        id={id}
        autoFocus
        value={draft}
        maxLength={2000}
        aria-describedby={`${id}-help`}
        onChange={(event) => setDraft(event.target.value)}
        className="h-8 min-w-40 flex-1 text-13"
      />
      <Button type="submit" size="small" variant="primary" disabled={busy}>
        {t('editor.save')}
      </Button>
      <Button size="small" variant="ghost" onClick={() => onCorrecting(false)}>
        {t('editor.cancel')}
      </Button>
      <p id={`${id}-help`} className="basis-full text-12 text-muted">
        {t('editor.correctHelp')}
      </p>
    </form>
  );
}
