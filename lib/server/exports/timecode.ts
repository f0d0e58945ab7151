/** Pictures a second as editors count them: a whole number, and the exact length of one picture as a fraction. */
export interface Timebase {
  /** Pictures that one second of timecode counts. */
  readonly nominal: number;
  /** A picture lasts `unit / scale` seconds. */
  readonly unit: number;
  readonly scale: number;
}

const NTSC = [24, 30, 60];

/** The timebase of a source: 23.976, 29.97 and 59.94 exactly; sound alone counts 25 a second. */
export function timebaseOf(fps: number | null): Timebase {
  if (fps === null || !(fps > 0)) return { nominal: 25, unit: 1, scale: 25 };
  const nominal = Math.max(1, Math.round(fps));
  const ntsc = NTSC.includes(nominal) && Math.abs(fps - (nominal * 1000) / 1001) < 0.01;
  return ntsc ? { nominal, unit: 1001, scale: nominal * 1000 } : { nominal, unit: 1, scale: nominal };
}

/** The picture that is shown at this time. */
export function frameAt({ unit, scale }: Timebase, ms: number): number {
  return Math.round((ms / 1000) * (scale / unit));
}

/** `HH:MM:SS:FF`, non-drop. */
export function timecode({ nominal }: Timebase, frame: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(frame / nominal);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % nominal].map(pad).join(':');
}
