'use client';

import { Minus, Plus } from 'lucide-react';
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
  const bounded = (next: number) => Math.min(max, Math.max(min, next));
  return (
    <div className="inline-flex items-center rounded-control border border-edge bg-card">
      <IconButton label={`Fewer: ${label}`} disabled={value <= min} onClick={() => onChange(bounded(value - 1))}>
        <Minus aria-hidden="true" />
      </IconButton>
      <output aria-label={label} className="min-w-8 text-center font-medium">
        {value}
      </output>
      <IconButton label={`More: ${label}`} disabled={value >= max} onClick={() => onChange(bounded(value + 1))}>
        <Plus aria-hidden="true" />
      </IconButton>
    </div>
  );
}
