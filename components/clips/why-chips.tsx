'use client';

import { Tooltip } from '@base-ui/react/tooltip';
import { useId, useState } from 'react';
import { chipClass } from '#components/ui/chip.tsx';
import { cn } from '#components/ui/cn.ts';
import { rich, useTexts } from '#lib/client/texts.tsx';
import type { Signal } from '#lib/shared/clips.ts';
import { evidenceText } from './evidence-words.ts';
import { reasonsFor, signalName } from './signal-words.ts';

/** So many reasons tell enough at first. */
const FEW = 3;

/** Why this clip was picked, the strongest reason first: a chip a reason; hovering, focusing or touching it shows the words that triggered it. */
export function WhyChips({ signals, className }: { signals: readonly Signal[]; className?: string }) {
  const t = useTexts();
  const [all, setAll] = useState(false);
  const strongest = reasonsFor(signals);
  if (strongest.length === 0) return null;
  const shown = all || strongest.length <= FEW + 1 ? strongest : strongest.slice(0, FEW);
  const hidden = strongest.length - shown.length;
  return (
    <Tooltip.Provider delay={150}>
      <ul aria-label={t('clips.why')} className={cn('flex flex-wrap gap-1.5', className)}>
        {shown.map((signal) => (
          <li key={signal.name} className="min-w-0">
            <WhyChip signal={signal} />
          </li>
        ))}
        {hidden > 0 ? (
          <li>
            <button
              type="button"
              onClick={() => setAll(true)}
              className={cn(chipClass, 'border-transparent px-1.5 text-muted hover:text-text hover:underline')}
            >
              <span>{rich(t.parts('clips.moreReasons', { n: hidden }), { of: unseen })}</span>
            </button>
          </li>
        ) : null}
      </ul>
    </Tooltip.Provider>
  );
}

const unseen = (text: string) => <span className="sr-only">{text}</span>;

function WhyChip({ signal }: { signal: Signal }) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { text, quoted } = evidenceText(t, signal);
  if (!text) return <span className={cn(chipClass, 'text-muted')}>{signalName(t, signal)}</span>;
  return (
    <Tooltip.Root open={open} onOpenChange={setOpen}>
      <Tooltip.Trigger
        aria-describedby={id}
        closeOnClick={false}
        onClick={() => setOpen(true)}
        className={cn(
          chipClass,
          'cursor-help text-muted transition-colors duration-150 ease-out hover:border-edge hover:text-text',
        )}
      >
        <span className="truncate">{signalName(t, signal)}</span>
      </Tooltip.Trigger>
      {/* The popup is for the eyes; this is the same for screen readers, there at any time. */}
      <span id={id} className="sr-only">
        {t('clips.because', { words: text })}
      </span>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} collisionPadding={8} className="z-50">
          <Tooltip.Popup
            aria-hidden="true"
            className="max-w-80 rounded-control border bg-card px-3 py-2 text-13 shadow-float transition-opacity duration-120 ease-out data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            {quoted ? <q>{text}</q> : text}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
