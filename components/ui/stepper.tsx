'use client';

import { Minus, Plus } from 'lucide-react';
import { useTexts } from '#lib/client/texts.tsx';
import { IconButton } from './button.tsx';

interface StepperProps {
  label: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}

/** A small whole number with a button on each side. */
export function Stepper({ label, value, min, max, onChange }: StepperProps) {
  const t = useTexts();
  const bounded = (next: number) => Math.min(max, Math.max(min, next));
  return (
    <div className="inline-flex items-center rounded-control border border-edge bg-card">
      <IconButton
        label={t('common.fewer', { what: label })}
        disabled={value <= min}
        onClick={() => onChange(bounded(value - 1))}
      >
        <Minus aria-hidden="true" />
      </IconButton>
      <output aria-label={label} className="min-w-8 text-center font-medium">
        {value}
      </output>
      <IconButton
        label={t('common.more', { what: label })}
        disabled={value >= max}
        onClick={() => onChange(bounded(value + 1))}
      >
        <Plus aria-hidden="true" />
      </IconButton>
    </div>
  );
}
