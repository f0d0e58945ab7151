'use client';

import { type KeyboardEvent, type PointerEvent, useId, useRef } from 'react';
import { Input } from '#components/ui/field.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { type Framing, handWindow } from '#lib/shared/framing.ts';
import { Frame } from './frame-strip.tsx';
import { movedBy, withMiddle } from './move-window.ts';
import { usePicture } from './use-picture.ts';

interface HandWindowProps {
  url: string;
  source: { width: number; height: number };
  target: { width: number; height: number };
  value: Framing;
  /** While it moves. */
  onChange: (value: Framing) => void;
  /** When it stands again. */
  onSettle: (value: Framing) => void;
}

/** The part that is shown, moved with the pointer, with keys, or by numbers. */
export function HandWindow({ url, source, target, value, onChange, onSettle }: HandWindowProps) {
  const t = useTexts();
  const area = useRef<HTMLButtonElement>(null);
  const held = useRef(false);
  const id = useId();
  const state = usePicture(url);
  const window = handWindow(source, target, value);
  const moveTo = (event: PointerEvent) => {
    const box = area.current?.getBoundingClientRect();
    if (!box || !held.current) return null;
    const next = withMiddle(
      value,
      window,
      (event.clientX - box.left) / box.width,
      (event.clientY - box.top) / box.height,
    );
    onChange(next);
    return next;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = movedBy(value, window, event.key, event.shiftKey);
    if (!next) return;
    event.preventDefault();
    onSettle(next);
  };
  return (
    <div className="grid gap-2">
      <button
        ref={area}
        type="button"
        aria-label={t('clips.handHelp')}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          held.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
          moveTo(event);
        }}
        onPointerMove={moveTo}
        onPointerUp={(event) => {
          const next = moveTo(event);
          held.current = false;
          if (next) onSettle(next);
        }}
        onPointerCancel={() => {
          held.current = false;
        }}
        className="block w-full cursor-move touch-none rounded-[4px]"
      >
        <Frame url={url} index={3} source={source} state={state} windows={[window]} />
      </button>
      <div className="grid grid-cols-3 gap-2">
        {FIELDS.map(({ name, label, min, max }) => (
          <label key={name} htmlFor={`${id}-${name}`} className="text-13 text-muted">
            {t(label)}
            <Input
              id={`${id}-${name}`}
              type="number"
              min={min}
              max={max}
              value={Math.round(value[name] * 100)}
              onChange={(event) => {
                const share = Math.min(max, Math.max(min, Number(event.target.value))) / 100;
                if (Number.isFinite(share)) onSettle({ ...value, [name]: share });
              }}
              className="mt-1 h-8 px-2 text-text"
            />
          </label>
        ))}
      </div>
    </div>
  );
}

const FIELDS = [
  { name: 'x', label: 'clips.across', min: 0, max: 100 },
  { name: 'y', label: 'clips.down', min: 0, max: 100 },
  { name: 'zoom', label: 'clips.size', min: 100, max: 400 },
] as const;
