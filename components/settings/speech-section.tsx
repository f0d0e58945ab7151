import { Chip, type ChipTone } from '#components/ui/chip.tsx';
import { type Choice, ChoiceCards } from '#components/ui/choice-cards.tsx';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { Section } from '#components/ui/section.tsx';
import type { SettingsPatch, SystemView } from '#lib/shared/api/system.ts';

const KINDS: readonly [name: string, help: string][] = [
  ['tiny', 'Fastest, with more slips'],
  ['base', 'Quick and good for clear speech'],
  ['small', 'Slower, better with accents and noise'],
  ['medium', 'Slow, very good'],
  ['large-v3-turbo', 'Large model made quick'],
  ['large', 'Slowest, the most exact'],
];

const STATES: Readonly<Record<SystemView['speech']['state'], { tone: ChipTone; words: string }>> = {
  ready: { tone: 'ok', words: 'Ready' },
  preparing: { tone: 'live', words: 'Getting ready' },
  missing: { tone: 'warn', words: 'Not installed' },
  unknown: { tone: 'plain', words: 'Not known yet' },
};

/** Which model listens, and whether it can. */
export function SpeechSection({ system, onChange }: { system: SystemView; onChange: (patch: SettingsPatch) => void }) {
  const { speech, models, settings } = system;
  const state = STATES[speech.state];
  return (
    <Section title="Speech" text="Whisper listens on this machine. A new choice counts for the next episode.">
      <div className="grid gap-5">
        <div className="grid gap-2">
          <div className="flex flex-wrap items-center gap-3">
            <Chip tone={state.tone}>{state.words}</Chip>
            <p className="min-w-0 flex-1 basis-52 text-muted">{speech.message}</p>
          </div>
          {speech.state === 'preparing' ? (
            <ProgressBar label="Getting the engine ready" percent={speech.percent} />
          ) : null}
          {speech.wordTimes === 'coarse' ? (
            <p className="text-13 text-muted">
              This build places words a little less exactly. With cmake installed, PodPromo builds the exact one.
            </p>
          ) : null}
        </div>
        <ChoiceCards
          legend="Model"
          value={settings.model}
          choices={modelChoices(models)}
          onChange={(model) => onChange({ model })}
          className="sm:grid-cols-2"
        />
      </div>
    </Section>
  );
}

function modelChoices(models: SystemView['models']): Choice<string>[] {
  return models.map(({ name, present }) => {
    // The first kind that fits: 'large-v3-turbo' stands before 'large'.
    const help = KINDS.find(
      ([kind]) => name === kind || name.startsWith(`${kind}.`) || name.startsWith(`${kind}-`),
    )?.[1];
    const english = name.endsWith('.en') ? 'English only' : null;
    const where = present ? null : 'fetched when first used';
    return { value: name, label: name, help: [help, english, where].filter(Boolean).join(', ') };
  });
}
