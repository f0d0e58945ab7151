'use client';

import { useId, useState } from 'react';
import { languageName } from '#components/texts.ts';
import { Button } from '#components/ui/button.tsx';
import { Check } from '#components/ui/check.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import { useModels } from '#lib/client/hooks.ts';
import type { TranscribeRequest } from '#lib/shared/api/episodes.ts';
import type { ModelView } from '#lib/shared/api/models.ts';
import { formatTimeLeft } from '#lib/shared/time.ts';
import { WHISPER_LANGUAGES } from '#lib/shared/whisper-languages.ts';

interface TranscribeDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  durationMs: number | null;
  /** Resolves to whether it is on its way. */
  onTranscribe: (request: TranscribeRequest) => Promise<boolean>;
}

const AUTO = 'auto';
const LANGUAGES = [...WHISPER_LANGUAGES]
  .map((code) => ({ code, name: languageName(code) }))
  .sort((a, b) => a.name.localeCompare(b.name));

/** Has an episode heard once more, with another model or language. */
export function TranscribeDialog(props: TranscribeDialogProps) {
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title="Transcribe again"
      description="The transcript you have counts until the new one is done. If you have changed it, it is kept aside and can be had back."
    >
      <TranscribeForm {...props} />
    </Dialog>
  );
}

function TranscribeForm({ durationMs, onTranscribe, onOpenChange }: TranscribeDialogProps) {
  const { data: all } = useModels();
  const models = all?.filter((entry) => entry.kind === 'speech');
  const ids = { model: useId(), language: useId() };
  const [chosen, setChosen] = useState<string | null>(null);
  const [language, setLanguage] = useState(AUTO);
  const [translate, setTranslate] = useState(false);
  const [clips, setClips] = useState(false);
  const [sending, setSending] = useState(false);
  const model = models?.find((entry) => (chosen === null ? entry.chosen : entry.name === chosen));
  const isEnglish = model?.languages === 'en';
  const send = async () => {
    setSending(true);
    const done = await onTranscribe({
      model: model?.name,
      language: isEnglish || language === AUTO ? undefined : language,
      translate: translate && model?.translates === true,
      clips,
    });
    setSending(false);
    if (done) onOpenChange(false);
  };
  return (
    <form
      className="mt-4 grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Field id={ids.model} label="Model" help={model ? modelHelp(model, durationMs) : undefined}>
        <Select id={ids.model} value={model?.name ?? ''} onChange={(event) => setChosen(event.target.value)}>
          {(models ?? []).map(({ name, present }) => (
            <option key={name} value={name}>
              {present ? name : `${name} (is fetched first)`}
            </option>
          ))}
        </Select>
      </Field>
      <Field id={ids.language} label="Language" help={isEnglish ? 'This model knows English only.' : undefined}>
        <Select
          id={ids.language}
          value={isEnglish ? 'en' : language}
          disabled={isEnglish}
          onChange={(event) => setLanguage(event.target.value)}
        >
          <option value={AUTO}>Recognised by itself</option>
          {LANGUAGES.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Check
        label="Translate to English"
        help={model && !model.translates ? 'This model cannot translate.' : null}
        checked={translate && model?.translates === true}
        disabled={model?.translates !== true}
        onChange={setTranslate}
      />
      <Check
        label="Find clips again afterwards"
        help="New ones take the place of the clips that are there."
        checked={clips}
        onChange={setClips}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => onOpenChange(false)}>Leave it</Button>
        <Button type="submit" variant="primary" disabled={sending || !model}>
          Transcribe
        </Button>
      </div>
    </form>
  );
}

function modelHelp(model: ModelView, durationMs: number | null): string | undefined {
  if (model.timesRealTime === null || durationMs === null) return undefined;
  return `Takes ${formatTimeLeft(durationMs / model.timesRealTime)} for this episode on this machine.`;
}
