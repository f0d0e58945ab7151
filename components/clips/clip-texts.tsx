'use client';

import { Copy, Pencil } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { toast } from '#components/layout/toasts.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, TextArea } from '#components/ui/field.tsx';
import { type Texts, useTexts } from '#lib/client/texts.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import { type ClipPatch, clipPatchSchema } from '#lib/shared/clip-requests.ts';
import { keepTextsDraft, readTextsDraft, type TextsDraft } from './texts-draft.ts';

interface ClipTextsProps {
  clip: ClipView;
  /** Answers whether it was stored. */
  onChange: (patch: ClipPatch) => Promise<boolean>;
}

/** Title, description and hashtags of a clip: read, copied, chosen, edited. */
export function ClipTexts({ clip, onChange }: ClipTextsProps) {
  // Where one was writing when the page went, one goes on.
  const [editing, setEditing] = useState(() => readTextsDraft(clip.id) !== null);
  const place = useRef<HTMLDivElement>(null);
  const show = (form: boolean) => {
    // Drawn at once, so that the focus does not go with the button that was pressed.
    flushSync(() => setEditing(form));
    place.current?.querySelector<HTMLElement>(form ? 'input:not([type])' : 'button')?.focus();
  };
  return (
    <div ref={place}>
      {editing ? (
        <TextsForm clip={clip} onChange={onChange} onDone={() => show(false)} />
      ) : (
        <TextsShown clip={clip} onEdit={() => show(true)} />
      )}
    </div>
  );
}

function TextsShown({ clip, onEdit }: { clip: ClipView; onEdit: () => void }) {
  const t = useTexts();
  const { description = '', hashtags = [] } = clip.texts ?? {};
  return (
    <section aria-label={t('clips.texts')} className="grid gap-1.5">
      {description ? <p className="text-13">{description}</p> : null}
      {hashtags.length > 0 ? <p className="break-words text-13 text-muted">{hashtags.join(' ')}</p> : null}
      <div className="mt-1 flex flex-wrap gap-2">
        <Button size="small" onClick={onEdit}>
          <Pencil aria-hidden="true" />
          {t('clips.editTexts')}
        </Button>
        <Button size="small" onClick={() => void copy(t, [clip.title, description, hashtags.join(' ')])}>
          <Copy aria-hidden="true" />
          {t('clips.copy')}
        </Button>
      </div>
    </section>
  );
}

function TextsForm({ clip, onChange, onDone }: ClipTextsProps & { onDone: () => void }) {
  const t = useTexts();
  const id = useId();
  const [draft, setDraft] = useState<TextsDraft>(() => readTextsDraft(clip.id) ?? {});
  // Beside a draft the clip may have changed, in its editor for one.
  const {
    title = clip.title,
    description = clip.texts?.description ?? '',
    hashtags = (clip.texts?.hashtags ?? []).join(' '),
  } = draft;
  const write = (part: TextsDraft) => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepTextsDraft(clip.id, next);
  };
  const close = () => {
    keepTextsDraft(clip.id, null);
    onDone();
  };
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async () => {
    const patch = clipPatchSchema.safeParse({
      title,
      description,
      hashtags: hashtags.split(/[\s,]+/u).filter(Boolean),
    });
    if (!patch.success) {
      setProblem(t(title.trim() === '' ? 'clips.needsTitle' : 'clips.hashtagHelp'));
      return;
    }
    setBusy(true);
    const saved = await onChange(patch.data);
    setBusy(false);
    if (saved) close();
  };
  const choices = [...new Set([...(clip.texts?.titles ?? []), clip.title])];
  return (
    <form
      aria-label={t('clips.textsOf')}
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {choices.length > 1 ? (
        <fieldset className="grid gap-1">
          <legend className="mb-1 font-medium">{t('clips.titles')}</legend>
          {choices.map((choice) => (
            <label key={choice} className="flex cursor-pointer items-start gap-2 text-13">
              <input
                type="radio"
                name={`${id}-choice`}
                checked={choice === title}
                onChange={() => write({ title: choice })}
                className="mt-1 accent-(--accent)"
              />
              {choice}
            </label>
          ))}
        </fieldset>
      ) : null}
      <Field id={`${id}-title`} label={t('clips.title')}>
        <Input
          id={`${id}-title`}
          value={title}
          maxLength={200}
          onChange={(event) => write({ title: event.target.value })}
        />
      </Field>
      <Field id={`${id}-description`} label={t('clips.description')}>
        <TextArea
          id={`${id}-description`}
          rows={3}
          maxLength={1000}
          value={description}
          onChange={(event) => write({ description: event.target.value })}
        />
      </Field>
      <Field id={`${id}-hashtags`} label={t('clips.hashtags')}>
        <Input id={`${id}-hashtags`} value={hashtags} onChange={(event) => write({ hashtags: event.target.value })} />
      </Field>
      {problem ? (
        <p role="alert" className="text-13 text-bad">
          {problem}
        </p>
      ) : null}
      <div className="flex gap-2">
        <Button type="submit" size="small" variant="primary" disabled={busy}>
          {t('clips.save')}
        </Button>
        <Button size="small" variant="ghost" onClick={close}>
          {t('clips.cancel')}
        </Button>
      </div>
    </form>
  );
}

async function copy(t: Texts, parts: readonly string[]): Promise<void> {
  try {
    await navigator.clipboard.writeText(parts.filter(Boolean).join('\n\n'));
    toast('ok', t('clips.copied'));
  } catch (error) {
    // Without a secure address the browser keeps its clipboard to itself.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    toast('bad', t('clips.notCopied'));
  }
}
