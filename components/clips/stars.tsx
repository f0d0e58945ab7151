'use client';

import { Star } from 'lucide-react';
import { useId } from 'react';
import { cn } from '#components/ui/cn.ts';
import { useTexts } from '#lib/client/texts.tsx';

const VALUES = [1, 2, 3, 4, 5];

interface StarsProps {
  value: number | null;
  /** Of what; read out before the stars. */
  label: string;
  onChange: (value: number | null) => void;
}

/** One to five stars as radio buttons. The same star again, or Delete, takes the rating back. */
export function Stars({ value, label, onChange }: StarsProps) {
  const t = useTexts();
  const name = useId();
  return (
    <fieldset className="-ml-1 flex">
      <legend className="sr-only">{label}</legend>
      {VALUES.map((star) => (
        <label
          key={star}
          className="grid size-[26px] cursor-pointer place-items-center rounded-mark has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={star}
            checked={value === star}
            onChange={() => onChange(star)}
            onClick={() => {
              if (value === star) onChange(null);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Delete' || event.key === 'Backspace') onChange(null);
            }}
            className="sr-only"
          />
          <span className="sr-only">{t('clips.stars', { n: star })}</span>
          <Star
            aria-hidden="true"
            strokeWidth={1.5}
            className={cn(
              'size-[18px] transition-colors duration-120 ease-out',
              value !== null && star <= value ? 'fill-accent text-accent' : 'text-edge hover:text-accent',
            )}
          />
        </label>
      ))}
    </fieldset>
  );
}
