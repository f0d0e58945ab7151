'use client';

import { cn } from '#components/ui/cn.ts';
import { type Texts, useTexts } from '#lib/client/texts.tsx';
import type { Signal } from '#lib/shared/clips.ts';
import { evidenceText } from './evidence-words.ts';
import { isPlainPart, pointsOf, signalName } from './signal-words.ts';

const SMALL = 0.005;
/** As the scorer calls what is left over. */
const REST = 'smaller reasons';

/**
 * Why a clip was picked, as a sum: each part with its points, a bar to the right
 * or left of nothing, and the words behind it. The parts add up to the score.
 */
export function Reasons({ signals, score }: { signals: readonly Signal[]; score: number }) {
  const t = useTexts();
  if (signals.length === 0) return null;
  const { counting, noticed } = partsOf(signals);
  const largest = Math.max(
    0.02,
    ...counting.filter((signal) => !isPlainPart(signal)).map(({ weight }) => Math.abs(weight)),
  );
  return (
    <section aria-label={t('clips.why')}>
      <h3 className="font-medium text-13 text-muted">{t('clips.why')}</h3>
      <ul className="mt-1.5 grid gap-2">
        {counting.toSorted(strongestFirst).map((signal) => (
          <Part key={signal.name} signal={signal} largest={largest} />
        ))}
      </ul>
      <p className="mt-2 flex items-baseline justify-between gap-3 border-t pt-1.5 text-13">
        <span className="font-medium">{t('clips.together')}</span>
        <span className="font-medium tabular-nums">{t('clips.of100', { points: pointsOf(t, score) })}</span>
      </p>
      {noticed.length > 0 ? (
        <>
          <h4 className="mt-3 text-13 text-muted">{t('clips.noticed')}</h4>
          <ul className="mt-1 grid gap-1">
            {noticed.map((signal) => (
              <li key={signal.name} className="text-13">
                <span className="font-medium">{signalName(t, signal)}</span>
                {signal.evidence ? <span className="text-muted"> {evidenceText(t, signal).text}</span> : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p className="mt-2 text-12 text-muted">{t('clips.compares')}</p>
    </section>
  );
}

function Part({ signal, largest }: { signal: Signal; largest: number }) {
  const t = useTexts();
  const against = signal.weight < 0;
  const share = Math.min(1, Math.abs(signal.weight) / largest) * 50;
  return (
    <li className="text-13">
      <div className="flex items-center gap-3">
        <span className="min-w-0 flex-1 font-medium">{signalName(t, signal)}</span>
        {isPlainPart(signal) ? null : (
          <span aria-hidden="true" className="relative h-1.5 w-20 shrink-0 rounded-full bg-stage">
            <span
              className={cn('absolute inset-y-0 rounded-full', against ? 'right-1/2 bg-muted' : 'left-1/2 bg-accent')}
              style={{ width: `${share}%` }}
            />
            <span className="absolute -inset-y-0.5 left-1/2 w-px bg-edge" />
          </span>
        )}
        <span className="w-12 shrink-0 text-right text-muted tabular-nums">{signed(t, signal.weight)}</span>
      </div>
      {signal.evidence ? <p className="text-muted">{evidenceText(t, signal).text}</p> : null}
    </li>
  );
}

/** Parts below half a point are one line; the sum stays what it is. What weighs nothing is only told. */
function partsOf(signals: readonly Signal[]): { counting: Signal[]; noticed: Signal[] } {
  const small = (signal: Signal) => Math.abs(signal.weight) < SMALL || signal.name === REST;
  const noticed = signals.filter(({ weight }) => weight === 0);
  const rest = signals.filter(small).reduce((sum, { weight }) => sum + weight, 0);
  const counting = signals.filter((signal) => !small(signal));
  if (Math.abs(rest) >= 0.0005) counting.push({ name: REST, weight: rest, evidence: '' });
  return { counting, noticed };
}

function signed(t: Texts, weight: number): string {
  return `${weight < 0 ? '−' : '+'}${pointsOf(t, Math.abs(weight))}`;
}

/** Where every clip starts comes first, what is left over last. */
function strongestFirst(a: Signal, b: Signal): number {
  const place = (signal: Signal) => (!isPlainPart(signal) ? 1 : signal.weight > 0.2 ? 0 : 2);
  return place(a) - place(b) || b.weight - a.weight;
}
