'use client';

import { ShapeMark } from '#components/clips/shape-picker.tsx';
import { shapeName, shapeUse } from '#components/looks/look-words.ts';
import { ChoiceCards } from '#components/ui/choice-cards.tsx';
import { Section } from '#components/ui/section.tsx';
import { Stepper } from '#components/ui/stepper.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { SettingsPatch, SystemView } from '#lib/shared/api/system.ts';
import { aspectSchema } from '#lib/shared/states.ts';

const MAX_CLIPS = 20;

/** What comes out of an episode by itself. */
export function ClipsSection({
  settings,
  onChange,
}: {
  settings: SystemView['settings'];
  onChange: (patch: SettingsPatch) => void;
}) {
  const t = useTexts();
  return (
    <Section title={t('settings.clips')} text={t('settings.clipsText')}>
      <div className="grid gap-5">
        <ChoiceCards
          legend={t('settings.shape')}
          value={settings.aspect}
          choices={aspectSchema.options.map((aspect) => ({
            value: aspect,
            label: `${shapeName(t, aspect)}, ${aspect}`,
            help: shapeUse(t, aspect),
            mark: <ShapeMark aspect={aspect} size={24} />,
          }))}
          onChange={(aspect) => onChange({ aspect })}
          className="sm:grid-cols-2"
        />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <div>
            <p className="font-medium">{t('settings.clipCount')}</p>
            <p className="text-13 text-muted">{t('settings.clipCountHelp')}</p>
          </div>
          <Stepper
            label={t('settings.clipCount')}
            value={settings.clipCount}
            min={1}
            max={MAX_CLIPS}
            onChange={(clipCount) => onChange({ clipCount })}
          />
        </div>
      </div>
    </Section>
  );
}
