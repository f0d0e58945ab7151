/** Pictures a second of a rendered clip as a fraction for ffmpeg, and in milliseconds. */
export interface FrameRate {
  readonly text: string;
  readonly perSecond: number;
}

const RATES: readonly FrameRate[] = [
  { text: '24000/1001', perSecond: 24000 / 1001 },
  { text: '24', perSecond: 24 },
  { text: '25', perSecond: 25 },
  { text: '30000/1001', perSecond: 30000 / 1001 },
  { text: '30', perSecond: 30 },
];
export const FULL_RATE: FrameRate = { text: '30', perSecond: 30 };

/** The source's own rate where it is a usual one (or twice that), else 30. */
export function outputRate(sourceFps: number): FrameRate {
  for (const factor of [1, 2]) {
    const rate = RATES.find((candidate) => Math.abs(candidate.perSecond * factor - sourceFps) < 0.012 * factor);
    if (rate) return rate;
  }
  return FULL_RATE;
}

/** AAC as every platform takes it. */
export const SOUND_ARGS: readonly string[] = ['-c:a', 'aac', '-b:a', '160k', '-ar', '48000', '-ac', '2'];

/** MP4 that starts to play before it is whole, without anything of the source's own metadata. */
export const CONTAINER_ARGS: readonly string[] = [
  ...['-map_metadata', '-1', '-map_chapters', '-1', '-movflags', '+faststart', '-f', 'mp4'],
];

/** Bytes that a clip may take at most: for the check of the free disk. */
export function predictedBytes(durationMs: number): number {
  return Math.ceil((durationMs / 1000) * ((12_000_000 + 160_000) / 8));
}
