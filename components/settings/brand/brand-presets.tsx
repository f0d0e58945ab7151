'use client';

import { X } from 'lucide-react';
import { wordsOf } from '#components/clips/presets.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { Preset } from '#lib/shared/styles/brand.ts';

/** What was kept as a preset in the window of a clip. Nothing where there is none. */
export function BrandPresets({
  presets,
  onChange,
}: {
  presets: readonly Preset[];
  onChange: (presets: Preset[]) => void;
}) {
  const t = useTexts();
  if (presets.length === 0) return null;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-medium">{t('brand.presets')}</legend>
      <ul className="grid gap-1">
        {presets.map((preset) => (
          <li key={preset.name} className="flex items-center gap-3">
            <span className="min-w-0 flex-1">
              <span className="block truncate">{preset.name}</span>
              <span className="block text-13 text-muted">{wordsOf(t, preset)}</span>
            </span>
            <IconButton
              label={t('brand.removePreset', { name: preset.name })}
              onClick={() => onChange(presets.filter((each) => each.name !== preset.name))}
            >
              <X aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
