'use client';

import { useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { Brand } from '#lib/shared/styles/brand.ts';

type Colors = Brand['colors'];

const COLORS = [
  { name: 'lit', label: 'brand.lit', help: 'brand.litHelp', start: '#ff8a4c' },
  { name: 'text', label: 'brand.colorText', help: 'brand.colorTextHelp', start: '#ffffff' },
  { name: 'ground', label: 'brand.ground', help: 'brand.groundHelp', start: '#2b201a' },
] as const satisfies readonly { name: keyof Colors; label: string; help: string; start: string }[];

/** Three colours; one that is not set is chosen by the artwork. */
export function BrandColors({ colors, onChange }: { colors: Colors; onChange: (colors: Colors) => void }) {
  const t = useTexts();
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{t('brand.colors')}</legend>
      <div className="grid gap-3 sm:grid-cols-3">
        {COLORS.map(({ name, label, help, start }) => (
          <ColorField
            key={`${name} ${colors[name]}`}
            label={t(label)}
            help={t(help)}
            start={start}
            value={colors[name]}
            onChange={(value) => onChange({ ...colors, [name]: value })}
          />
        ))}
      </div>
    </fieldset>
  );
}

function ColorField({
  label,
  help,
  start,
  value,
  onChange,
}: {
  label: string;
  help: string;
  start: string;
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  const t = useTexts();
  const id = useId();
  // The browser tells of every shade that the pointer passes: kept when the choice is made.
  const [shown, setShown] = useState(value ?? start);
  return (
    <div className="flex items-center gap-2.5">
      <input
        id={id}
        type="color"
        value={shown}
        onChange={(event) => setShown(event.target.value)}
        onBlur={() => {
          if (shown !== (value ?? start)) onChange(shown);
        }}
        className="size-9 shrink-0 cursor-pointer rounded-control border border-edge bg-card p-1"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="block font-medium">
          {label}
        </label>
        {value === null ? (
          <p className="text-13 text-muted">{help}</p>
        ) : (
          <Button
            size="small"
            variant="ghost"
            className="-ml-2.5"
            aria-label={t('brand.colorByItself', { color: label })}
            onClick={() => onChange(null)}
          >
            {t('brand.byItself')}
          </Button>
        )}
      </div>
    </div>
  );
}
