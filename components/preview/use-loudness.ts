import { useMemo } from 'react';
import { useWavePart } from '#lib/client/waveform-tiles.ts';
import { type Loudness, loudnessOf } from './motion.ts';
import type { Keep } from './timeline.ts';

/** Fine enough for bars that pass by nine a second. */
const STEP_MS = 40;

/** How loud the finished clip is; null until that is known, and where nothing of it is kept. */
export function useLoudness(episodeId: string, keeps: readonly Keep[]): Loudness | null {
  const [first, last] = [keeps[0], keeps.at(-1)];
  const part = useWavePart(episodeId, first?.startMs ?? 0, last?.endMs ?? 0, STEP_MS);
  const key = JSON.stringify(keeps);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says when the stretches are others
  return useMemo(() => (part && keeps.length > 0 ? loudnessOf(part, keeps) : null), [part, key]);
}
