'use client';

import { useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { Brand } from '#lib/shared/styles/brand.ts';

type Colors = Brand['colors'];

const COLORS: readonly { name: keyof Colors; label: string; help: string; start: string }[] = [
  { name: 'lit', label: 'Accent', help: 'The spoken word and what moves', start: '#ff8a4c' },
  { name: 'text', label: 'Text', help: 'All other words', start: '#ffffff' },
  { name: 'ground', label: 'Ground', help: 'Behind clips without a picture', start: '#2b201a' },
];

/** Three colours; one that is not set is chosen by the artwork. */
export function BrandColors({ colors, onChange }: { colors: Colors; onChange: (colors: Colors) => void }) {
  return (
    <fieldset>
      <legend className="mb-2 font-medium">Colours</legend>
      <div className="grid gap-3 sm:grid-cols-3">
        {COLORS.map(({ name, ...words }) => (
          <ColorField
            key={`${name} ${colors[name]}`}
            {...words}
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
            aria-label={`${label}: choose by itself`}
            onClick={() => onChange(null)}
          >
            Choose by itself
          </Button>
        )}
      </div>
    </div>
  );
}
