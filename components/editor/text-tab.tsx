'use client';

import { useId, useState } from 'react';
import { Reasons } from '#components/clips/reasons.tsx';
import { Field, Input, TextArea } from '#components/ui/field.tsx';
import type { ClipEditor } from '#lib/client/clip-editor.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import { clipPatchSchema } from '#lib/shared/clip-requests.ts';

/** Title, description and hashtags; stored while they are written. */
export function TextTab({ clip, editor }: { clip: ClipView; editor: ClipEditor }) {
  const t = useTexts();
  const id = useId();
  // Stored without the spaces around it, which one may be writing just now.
  const [draft, setDraft] = useState<string | null>(null);
  const { titles, description, hashtags } = clip.texts ?? { titles: [], description: '', hashtags: [] };
  const choices = [...new Set(titles)];
  return (
    <div className="grid gap-4">
      <TitleField
        key={clip.title}
        id={`${id}-title`}
        title={clip.title}
        onChange={(title) => editor.change({ title, kind: 'text' })}
      />
      {choices.length > 1 ? (
        <fieldset className="grid gap-1.5">
          <legend className="mb-1 font-medium text-13 text-muted">{t('editor.titles')}</legend>
          {choices.map((choice) => (
            <label
              key={choice}
              className="flex cursor-pointer items-start gap-2 rounded-control border px-2.5 py-1.5 text-13 hover:border-edge has-checked:border-accent has-checked:bg-lit has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name={`${id}-choice`}
                checked={choice === clip.title}
                onChange={() => editor.change({ title: choice, kind: 'text' })}
                className="mt-1 accent-accent"
              />
              {choice}
            </label>
          ))}
        </fieldset>
      ) : null}
      <Field id={`${id}-description`} label={t('editor.description')}>
        <TextArea
          id={`${id}-description`}
          rows={3}
          maxLength={1000}
          value={draft ?? description}
          onChange={(event) => {
            setDraft(event.target.value);
            editor.change({ description: event.target.value, kind: 'text' });
          }}
          onBlur={() => setDraft(null)}
        />
      </Field>
      <HashtagField
        key={hashtags.join(' ')}
        id={`${id}-hashtags`}
        hashtags={hashtags}
        onChange={(next) => editor.change({ hashtags: next, kind: 'text' })}
      />
      <Reasons signals={clip.signals} score={clip.score} />
    </div>
  );
}

/** Stored when it is left or Enter is pressed; an empty one is put back. */
function TitleField({ id, title, onChange }: { id: string; title: string; onChange: (title: string) => void }) {
  const t = useTexts();
  const [draft, setDraft] = useState(title);
  const commit = () => {
    const next = draft.trim();
    if (next === '') setDraft(title);
    else if (next !== title) onChange(next);
  };
  return (
    <Field id={id} label={t('editor.title')}>
      <Input
        id={id}
        value={draft}
        maxLength={200}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setDraft(title);
        }}
      />
    </Field>
  );
}

function HashtagField(props: { id: string; hashtags: readonly string[]; onChange: (hashtags: string[]) => void }) {
  const t = useTexts();
  const [draft, setDraft] = useState(props.hashtags.join(' '));
  const [wrong, setWrong] = useState(false);
  const commit = () => {
    const parsed = clipPatchSchema.safeParse({ hashtags: draft.split(/[\s,]+/u).filter(Boolean) });
    setWrong(!parsed.success);
    if (parsed.success && parsed.data.hashtags?.join(' ') !== props.hashtags.join(' ')) {
      props.onChange(parsed.data.hashtags ?? []);
    }
  };
  return (
    <Field id={props.id} label={t('editor.hashtags')} help={wrong ? t('editor.badHashtags') : undefined}>
      <Input
        id={props.id}
        value={draft}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${props.id}-help` : undefined}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
    </Field>
  );
}
