'use client';

import { type ReactNode, useId } from 'react';
import { cn } from './cn.ts';

export interface Choice<Value extends string> {
  value: Value;
  label: ReactNode;
  /** A line under the label. */
  help?: ReactNode;
  mark?: ReactNode;
}

interface ChoiceCardsProps<Value extends string> {
  legend: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onChange: (value: Value) => void;
  className?: string;
}

/** Radio buttons as large targets; the chosen one is lit. */
export function ChoiceCards<Value extends string>(props: ChoiceCardsProps<Value>) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{props.legend}</legend>
      <div className={cn('grid gap-2', props.className)}>
        {props.choices.map(({ value, label, help, mark }) => (
          <label
            key={value}
            className={cn(
              'flex cursor-pointer items-center gap-3 rounded-control border border-line px-3 py-2.5 transition-colors duration-150 ease-out hover:border-edge',
              'has-checked:border-accent has-checked:bg-lit has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
            )}
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === props.value}
              onChange={() => props.onChange(value)}
              className="sr-only"
            />
            {mark ? <span className="shrink-0 text-muted">{mark}</span> : null}
            <span className="min-w-0">
              <span className="block font-medium">{label}</span>
              {help ? <span className="block text-13 text-muted">{help}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
