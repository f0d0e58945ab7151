'use client';

import { useId, useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Check } from '#components/ui/check.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import { useModels } from '#lib/client/settings.ts';
import { type Texts, useTexts } from '#lib/client/texts.tsx';
import type { TranscribeRequest } from '#lib/shared/api/episode-requests.ts';
import type { ModelView } from '#lib/shared/api/models.ts';
import { formatTimeLeft, languageName } from '#lib/shared/texts/formats.ts';
import { WHISPER_LANGUAGES } from '#lib/shared/whisper-languages.ts';

interface TranscribeDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  durationMs: number | null;
  /** Resolves to whether it is on its way. */
  onTranscribe: (request: TranscribeRequest) => Promise<boolean>;
}

const AUTO = 'auto';

/** Has an episode heard once more, with another model or language. */
export function TranscribeDialog(props: TranscribeDialogProps) {
  const t = useTexts();
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={t('episode.transcribeAgain')}
      description={t('episode.againText')}
    >
      <TranscribeForm {...props} />
    </Dialog>
  );
}

function TranscribeForm({ durationMs, onTranscribe, onOpenChange }: TranscribeDialogProps) {
  const t = useTexts();
  const languages = useMemo(
    () =>
      [...WHISPER_LANGUAGES]
        .map((code) => ({ code, name: languageName(t, code) }))
        .sort((a, b) => a.name.localeCompare(b.name, t.language)),
    [t],
  );
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
      <Field id={ids.model} label={t('episode.model')} help={model ? modelHelp(t, model, durationMs) : undefined}>
        <Select id={ids.model} value={model?.name ?? ''} onChange={(event) => setChosen(event.target.value)}>
          {(models ?? []).map(({ name, present }) => (
            <option key={name} value={name}>
              {present ? name : t('episode.fetchedFirst', { name })}
            </option>
          ))}
        </Select>
      </Field>
      <Field id={ids.language} label={t('episode.language')} help={isEnglish ? t('episode.englishOnly') : undefined}>
        <Select
          id={ids.language}
          value={isEnglish ? 'en' : language}
          disabled={isEnglish}
          onChange={(event) => setLanguage(event.target.value)}
        >
          <option value={AUTO}>{t('episode.recognised')}</option>
          {languages.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Check
        label={t('episode.translate')}
        help={model && !model.translates ? t('episode.cannotTranslate') : null}
        checked={translate && model?.translates === true}
        disabled={model?.translates !== true}
        onChange={setTranslate}
      />
      <Check label={t('episode.clipsAgain')} help={t('episode.clipsAgainHelp')} checked={clips} onChange={setClips} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => onOpenChange(false)}>{t('episode.leaveIt')}</Button>
        <Button type="submit" variant="primary" disabled={sending || !model}>
          {t('episode.transcribe')}
        </Button>
      </div>
    </form>
  );
}

function modelHelp(t: Texts, model: ModelView, durationMs: number | null): string | undefined {
  if (model.timesRealTime === null || durationMs === null) return undefined;
  return t('episode.takes', { time: formatTimeLeft(t, durationMs / model.timesRealTime) });
}
