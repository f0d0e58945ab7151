'use client';

import { useId, useState } from 'react';
import { attempt } from '#components/layout/attempt.ts';
import { shapeName } from '#components/looks/look-words.ts';
import { Button } from '#components/ui/button.tsx';
import { Input } from '#components/ui/field.tsx';
import { saveBrand } from '#lib/client/brand.ts';
import { type Texts, useTexts } from '#lib/client/texts.tsx';
import { MAX_PRESETS, type Preset } from '#lib/shared/styles/brand.ts';

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
  const t = useTexts();
  const id = useId();
  const [name, setName] = useState<string | null>(null);
  const keep = async () => {
    const preset = { ...current, name: (name ?? '').trim() };
    const others = presets.filter((each) => each.name !== preset.name);
    if (await attempt(() => saveBrand({ clipId }, { presets: [...others, preset].slice(-MAX_PRESETS) }))) setName(null);
  };
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium text-13 text-muted">{t('clips.presets')}</legend>
      <div className="mt-1.5 flex flex-wrap items-center gap-1.5">
        {presets.map((preset) => (
          <Button
            key={preset.name}
            size="small"
            disabled={disabled}
            title={wordsOf(t, preset)}
            aria-label={t('clips.renderPreset', { name: preset.name, what: wordsOf(t, preset) })}
            onClick={() => onRender(preset)}
          >
            {preset.name}
          </Button>
        ))}
        {name === null ? (
          <Button size="small" variant="ghost" onClick={() => setName('')}>
            {t('clips.keepLook')}
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
              {t('clips.presetName')}
            </label>
            <Input
              id={id}
              value={name}
              maxLength={40}
              required
              placeholder={t('clips.name')}
              className="h-8 min-w-0 text-13"
              onChange={(event) => setName(event.target.value)}
            />
            <Button size="small" type="submit">
              {t('clips.keep')}
            </Button>
          </form>
        )}
      </div>
    </fieldset>
  );
}

/** What a preset holds, in words. */
export function wordsOf(t: Texts, { aspect, style, design }: Preset): string {
  return `${shapeName(t, aspect)}, ${t(`looks.style_${style}`)}, ${t(`looks.design_${design}`)}`;
}
