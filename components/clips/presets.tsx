'use client';

import { useId, useState } from 'react';
import { attempt } from '#components/layout/attempt.ts';
import { ASPECT_NAMES } from '#components/texts.ts';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/field.tsx';
import { saveBrand } from '#lib/client/brand.ts';
import { MAX_PRESETS, type Preset } from '#lib/shared/styles/brand.ts';
import { DESIGN_NAMES, STYLE_NAMES } from '#lib/shared/styles/looks.ts';

interface PresetsProps {
  clipId: string;
  presets: readonly Preset[];
  /** What a new one would hold. */
  current: Omit<Preset, 'name'>;
  disabled: boolean;
  onRender: (preset: Preset) => void;
}

/** Shapes with looks under names of one's own: one press makes the clip so. */
export function Presets({ clipId, presets, current, disabled, onRender }: PresetsProps) {
  const id = useId();
  const [name, setName] = useState<string | null>(null);
  const keep = async () => {
    const preset = { ...current, name: (name ?? '').trim() };
    const others = presets.filter((each) => each.name !== preset.name);
    if (await attempt(() => saveBrand({ clipId }, { presets: [...others, preset].slice(-MAX_PRESETS) }))) setName(null);
  };
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium text-13 text-muted">Presets</legend>
      <div className="mt-1.5 flex flex-wrap items-center gap-1.5">
        {presets.map((preset) => (
          <Button
            key={preset.name}
            size="small"
            disabled={disabled}
            title={wordsOf(preset)}
            aria-label={`Render as ${preset.name}: ${wordsOf(preset)}`}
            onClick={() => onRender(preset)}
          >
            {preset.name}
          </Button>
        ))}
        {name === null ? (
          <Button size="small" variant="ghost" onClick={() => setName('')}>
            Keep this look
          </Button>
        ) : (
          <form
            className="flex min-w-0 flex-1 items-center gap-1.5"
            onSubmit={(event) => {
              event.preventDefault();
              void keep();
            }}
          >
            <label htmlFor={id} className="sr-only">
              Name of the preset
            </label>
            <Input
              id={id}
              value={name}
              maxLength={40}
              required
              placeholder="Name"
              className="h-8 min-w-0 text-13"
              onChange={(event) => setName(event.target.value)}
            />
            <Button size="small" type="submit">
              Keep
            </Button>
          </form>
        )}
      </div>
    </fieldset>
  );
}

/** What a preset holds, in words. */
export function wordsOf({ aspect, style, design }: Preset): string {
  return `${ASPECT_NAMES[aspect].name}, ${STYLE_NAMES[style].name}, ${DESIGN_NAMES[design].name}`;
}
