'use client';

import { useId } from 'react';
import { Reasons } from '#components/clips/reasons.tsx';
import { Field, Input, TextArea } from '#components/ui/field.tsx';
import type { ClipEditor } from '#lib/client/clip-editor.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import { clipPatchSchema } from '#lib/shared/clip-requests.ts';
import { useDraft } from './use-draft.ts';

/** Title, description and hashtags; stored while they are written. */
export function TextTab({ clip, editor }: { clip: ClipView; editor: ClipEditor }) {
  const t = useTexts();
  const id = useId();
  const { titles, description, hashtags } = clip.texts ?? { titles: [], description: '', hashtags: [] };
  const text = useDraft(description, (next) => {
    if (next !== description) editor.change({ description: next, kind: 'text' });
  });
  const choices = [...new Set(titles)];
  return (
    <div className="grid gap-4">
      <TitleField id={`${id}-title`} title={clip.title} onChange={(title) => editor.change({ title, kind: 'text' })} />
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
          value={text.value}
          onChange={(event) => text.write(event.target.value)}
          onBlur={text.leave}
        />
      </Field>
      <HashtagField
        id={`${id}-hashtags`}
        hashtags={hashtags}
        onChange={(next) => editor.change({ hashtags: next, kind: 'text' })}
      />
      <Reasons signals={clip.signals} score={clip.score} />
    </div>
  );
}

/** An empty one is put back. */
function TitleField({ id, title, onChange }: { id: string; title: string; onChange: (title: string) => void }) {
  const t = useTexts();
  const draft = useDraft(title, (text) => {
    const next = text.trim();
    if (next !== '' && next !== title) onChange(next);
  });
  return (
    <Field id={id} label={t('editor.title')}>
      <Input
        id={id}
        value={draft.value}
        maxLength={200}
        onChange={(event) => draft.write(event.target.value)}
        onBlur={draft.leave}
        onKeyDown={(event) => {
          if (event.key === 'Enter') draft.leave();
          if (event.key === 'Escape') draft.giveUp();
        }}
      />
    </Field>
  );
}

function HashtagField(props: { id: string; hashtags: readonly string[]; onChange: (hashtags: string[]) => void }) {
  const t = useTexts();
  const stored = props.hashtags.join(' ');
  const draft = useDraft(stored, (text) => {
    const next = hashtagsIn(text);
    if (next && next.join(' ') !== stored) props.onChange(next);
  });
  // What cannot be stored stays to be put right.
  const wrong = hashtagsIn(draft.value) === null;
  const leave = () => {
    if (!wrong) draft.leave();
  };
  return (
    <Field id={props.id} label={t('editor.hashtags')} help={wrong ? t('editor.badHashtags') : undefined}>
      <Input
        id={props.id}
        value={draft.value}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${props.id}-help` : undefined}
        onChange={(event) => draft.write(event.target.value)}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === 'Enter') leave();
        }}
      />
    </Field>
  );
}

/** Null where one of them cannot be a hashtag. */
function hashtagsIn(text: string): string[] | null {
  const parsed = clipPatchSchema.safeParse({ hashtags: text.split(/[\s,]+/u).filter(Boolean) });
  return parsed.success ? (parsed.data.hashtags ?? []) : null;
}
