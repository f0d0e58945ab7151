'use client';

import { Minus, Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { parseTimecode } from '#components/clips/find-words.ts';
import { cn } from '#components/ui/cn.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { preciseTime } from './edge-words.ts';

interface TimeFieldProps {
  label: string;
  ms: number;
  /** Answers whether the clip can begin or end there. */
  onChange: (ms: number) => boolean;
  onNudge: (byMs: number) => void;
}

const NUDGE_MS = 100;

/** A time to be written, and a button for a bit less and a bit more. */
export function TimeField({ label, ms, onChange, onNudge }: TimeFieldProps) {
  const t = useTexts();
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const commit = () => {
    if (draft === null) return;
    const parsed = parseTimecode(draft);
    const text = parsed === null ? t('editor.badTime') : onChange(parsed) ? null : t('editor.badRange');
    setProblem(text);
    if (text === null) setDraft(null);
  };
  const leave = () => {
    commit();
    setDraft(null);
    setProblem(null);
  };
  const nudge = 'grid size-7 shrink-0 place-items-center text-muted hover:bg-stage hover:text-text [&_svg]:size-3.5';
  return (
    <div className="relative flex items-center gap-2">
      <label htmlFor={id} className="text-13 text-muted">
        {label}
      </label>
      <div
        className={cn(
          'flex items-center overflow-hidden rounded-control border bg-card',
          problem ? 'border-bad' : 'border-edge',
        )}
      >
        <button
          type="button"
          aria-label={t('editor.earlier', { edge: label })}
          title={t('editor.earlier', { edge: label })}
          className={nudge}
          onClick={() => onNudge(-NUDGE_MS)}
        >
          <Minus aria-hidden="true" />
        </button>
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          value={draft ?? preciseTime(ms)}
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${id}-problem` : undefined}
          onChange={(event) => setDraft(event.target.value)}
          onFocus={(event) => event.target.select()}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape') {
              setDraft(null);
              setProblem(null);
            }
          }}
          className="timecode h-7 w-[4.25rem] bg-transparent text-center -outline-offset-2"
        />
        <button
          type="button"
          aria-label={t('editor.later', { edge: label })}
          title={t('editor.later', { edge: label })}
          className={nudge}
          onClick={() => onNudge(NUDGE_MS)}
        >
          <Plus aria-hidden="true" />
        </button>
      </div>
      {problem ? (
        <p
          id={`${id}-problem`}
          role="alert"
          className="absolute top-full left-0 z-20 mt-1 whitespace-nowrap rounded-small border bg-card px-2 py-1 text-12 text-bad shadow-float"
        >
          {problem}
        </p>
      ) : null}
    </div>
  );
}
