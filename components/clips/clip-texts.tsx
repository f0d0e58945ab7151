'use client';

import { Copy, Pencil } from 'lucide-react';
import { useId, useState } from 'react';
import { toast } from '#components/layout/toasts.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, TextArea } from '#components/ui/field.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import { type ClipPatch, clipPatchSchema } from '#lib/shared/clip-requests.ts';

interface ClipTextsProps {
  clip: ClipView;
  /** Answers whether it was stored. */
  onChange: (patch: ClipPatch) => Promise<boolean>;
}

/** Title, description and hashtags of a clip: read, copied, chosen, edited. */
export function ClipTexts({ clip, onChange }: ClipTextsProps) {
  const [editing, setEditing] = useState(false);
  if (editing) return <TextsForm clip={clip} onChange={onChange} onDone={() => setEditing(false)} />;
  const { description = '', hashtags = [] } = clip.texts ?? {};
  return (
    <section aria-label="Texts" className="grid gap-1.5">
      {description ? <p className="text-13">{description}</p> : null}
      {hashtags.length > 0 ? <p className="break-words text-13 text-muted">{hashtags.join(' ')}</p> : null}
      <div className="mt-1 flex flex-wrap gap-2">
        <Button size="small" onClick={() => setEditing(true)}>
          <Pencil aria-hidden="true" />
          Edit texts
        </Button>
        <Button size="small" onClick={() => void copy([clip.title, description, hashtags.join(' ')])}>
          <Copy aria-hidden="true" />
          Copy
        </Button>
      </div>
    </section>
  );
}

function TextsForm({ clip, onChange, onDone }: ClipTextsProps & { onDone: () => void }) {
  const id = useId();
  const [title, setTitle] = useState(clip.title);
  const [description, setDescription] = useState(clip.texts?.description ?? '');
  const [hashtags, setHashtags] = useState((clip.texts?.hashtags ?? []).join(' '));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async () => {
    const patch = clipPatchSchema.safeParse({
      title,
      description,
      hashtags: hashtags.split(/[\s,]+/u).filter(Boolean),
    });
    if (!patch.success) {
      setProblem(
        title.trim() === '' ? 'It needs a title.' : 'A hashtag is one word of letters and digits; ten at most.',
      );
      return;
    }
    setBusy(true);
    const saved = await onChange(patch.data);
    setBusy(false);
    if (saved) onDone();
  };
  const choices = [...new Set([...(clip.texts?.titles ?? []), clip.title])];
  return (
    <form
      aria-label="Texts of the clip"
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {choices.length > 1 ? (
        <fieldset className="grid gap-1">
          <legend className="mb-1 font-medium">Titles from its own words</legend>
          {choices.map((choice) => (
            <label key={choice} className="flex cursor-pointer items-start gap-2 text-13">
              <input
                type="radio"
                name={`${id}-choice`}
                checked={choice === title}
                onChange={() => setTitle(choice)}
                className="mt-1 accent-(--accent)"
              />
              {choice}
            </label>
          ))}
        </fieldset>
      ) : null}
      <Field id={`${id}-title`} label="Title">
        <Input id={`${id}-title`} value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
      </Field>
      <Field id={`${id}-description`} label="Description">
        <TextArea
          id={`${id}-description`}
          rows={3}
          maxLength={1000}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
      </Field>
      <Field id={`${id}-hashtags`} label="Hashtags">
        <Input id={`${id}-hashtags`} value={hashtags} onChange={(event) => setHashtags(event.target.value)} />
      </Field>
      {problem ? (
        <p role="alert" className="text-13 text-bad">
          {problem}
        </p>
      ) : null}
      <div className="flex gap-2">
        <Button type="submit" size="small" variant="primary" disabled={busy}>
          Save
        </Button>
        <Button size="small" variant="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

async function copy(parts: readonly string[]): Promise<void> {
  try {
    await navigator.clipboard.writeText(parts.filter(Boolean).join('\n\n'));
    toast('ok', 'Title, description and hashtags are copied.');
  } catch (error) {
    // Without a secure address the browser keeps its clipboard to itself.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    toast('bad', 'The browser did not allow copying. Mark the text and copy it.');
  }
}
