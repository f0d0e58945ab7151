import { ShapeMark } from '#components/clips/shape-picker.tsx';
import { ASPECT_NAMES } from '#components/texts.ts';
import { ChoiceCards } from '#components/ui/choice-cards.tsx';
import { Section } from '#components/ui/section.tsx';
import { Stepper } from '#components/ui/stepper.tsx';
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
  return (
    <Section
      title="Clips"
      text="What is made of the next episode by itself. Other shapes can be made of each clip later."
    >
      <div className="grid gap-5">
        <ChoiceCards
          legend="Shape"
          value={settings.aspect}
          choices={aspectSchema.options.map((aspect) => ({
            value: aspect,
            label: `${ASPECT_NAMES[aspect].name}, ${aspect}`,
            help: ASPECT_NAMES[aspect].use,
            mark: <ShapeMark aspect={aspect} size={24} />,
          }))}
          onChange={(aspect) => onChange({ aspect })}
          className="sm:grid-cols-2"
        />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <div>
            <p className="font-medium">Clips of an episode, at most</p>
            <p className="text-13 text-muted">Fewer where fewer moments stand on their own.</p>
          </div>
          <Stepper
            label="Clips of an episode, at most"
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
