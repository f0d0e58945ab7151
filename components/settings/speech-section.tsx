import { Chip, type ChipTone } from '#components/ui/chip.tsx';
import { type Choice, ChoiceCards } from '#components/ui/choice-cards.tsx';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { Section } from '#components/ui/section.tsx';
import { type Texts, useTexts } from '#lib/client/texts.tsx';
import type { SettingsPatch, SystemView } from '#lib/shared/api/system.ts';
import { saidIn } from '#lib/shared/texts/said.ts';

const KINDS = [
  ['tiny', 'settings.kindTiny'],
  ['base', 'settings.kindBase'],
  ['small', 'settings.kindSmall'],
  ['medium', 'settings.kindMedium'],
  ['large-v3-turbo', 'settings.kindTurbo'],
  ['large', 'settings.kindLarge'],
] as const;

const TONES: Readonly<Record<SystemView['speech']['state'], ChipTone>> = {
  ready: 'ok',
  preparing: 'live',
  missing: 'warn',
  unknown: 'plain',
};

/** Which model listens, and whether it can. */
export function SpeechSection({ system, onChange }: { system: SystemView; onChange: (patch: SettingsPatch) => void }) {
  const t = useTexts();
  const { speech, models, settings } = system;
  return (
    <Section title={t('settings.speech')} text={t('settings.speechText')}>
      <div className="grid gap-5">
        <div className="grid gap-2">
          <div className="flex flex-wrap items-center gap-3">
            <Chip tone={TONES[speech.state]}>{t(`settings.${speech.state}`)}</Chip>
            <p className="min-w-0 flex-1 basis-52 text-muted">{saidIn(t, speech.message)}</p>
          </div>
          {speech.state === 'preparing' ? (
            <ProgressBar label={t('settings.enginePrepares')} percent={speech.percent} />
          ) : null}
          {speech.wordTimes === 'coarse' ? <p className="text-13 text-muted">{t('settings.coarse')}</p> : null}
        </div>
        <ChoiceCards
          legend={t('settings.model')}
          value={settings.model}
          choices={modelChoices(t, models)}
          onChange={(model) => onChange({ model })}
          className="sm:grid-cols-2"
        />
      </div>
    </Section>
  );
}

function modelChoices(t: Texts, models: SystemView['models']): Choice<string>[] {
  return models.map(({ name, present }) => {
    // The first kind that fits: 'large-v3-turbo' stands before 'large'.
    const help = KINDS.find(
      ([kind]) => name === kind || name.startsWith(`${kind}.`) || name.startsWith(`${kind}-`),
    )?.[1];
    const english = name.endsWith('.en') ? t('settings.onlyEnglish') : null;
    const where = present ? null : t('settings.fetchedLater');
    return { value: name, label: name, help: [help && t(help), english, where].filter(Boolean).join(', ') };
  });
}
