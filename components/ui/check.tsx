'use client';

import { useId } from 'react';

interface CheckProps {
  label: string;
  help?: string | null;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** A box to tick, with a line of help under its name. */
export function Check(props: CheckProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <input
        id={id}
        type="checkbox"
        checked={props.checked}
        disabled={props.disabled}
        aria-describedby={props.help ? `${id}-help` : undefined}
        onChange={(event) => props.onChange(event.target.checked)}
        className="mt-1 size-4 shrink-0 accent-[var(--accent)]"
      />
      <div>
        <label htmlFor={id} className="font-medium">
          {props.label}
        </label>
        {props.help ? (
          <p id={`${id}-help`} className="text-13 text-muted">
            {props.help}
          </p>
        ) : null}
      </div>
    </div>
  );
}
