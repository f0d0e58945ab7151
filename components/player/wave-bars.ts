import type { WavePart } from '#lib/client/waveform-tiles.ts';

/** A bar and the gap after it, in CSS pixels. */
export const BAR_STEP_PX = 3;
const BAR_PX = 2;

/** `lit`: a clip; `cut`: left out of it; `plain`: only named. */
export type MarkTone = 'lit' | 'cut' | 'plain';

/** A range of the episode that is drawn in its own way. Later marks are drawn over earlier ones. */
export interface WaveMark {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Default `lit`. */
  readonly tone?: MarkTone;
  /** Drawn on a ground of its own, e.g. the clip that is looked at. */
  readonly active?: boolean;
}

/** Loudness 0-1 of each of `count` bars between two times: the loudest value in it; 0 where nothing is known. */
export function barsOf(part: WavePart | null, fromMs: number, toMs: number, count: number): Float32Array {
  const bars = new Float32Array(count);
  if (!part || part.values.length === 0 || toMs <= fromMs) return bars;
  const frameMs = (part.toMs - part.fromMs) / part.values.length;
  const barMs = (toMs - fromMs) / count;
  for (let bar = 0; bar < count; bar += 1) {
    const startMs = fromMs + bar * barMs - part.fromMs;
    const from = Math.max(0, Math.floor(startMs / frameMs));
    const to = Math.min(part.values.length, Math.max(from + 1, Math.ceil((startMs + barMs) / frameMs - 0.01)));
    if (startMs + barMs <= 0) continue;
    let loudest = 0;
    for (let index = from; index < to; index += 1) loudest = Math.max(loudest, part.values[index] ?? 0);
    bars[bar] = loudest;
  }
  return bars;
}

interface Colours {
  bar: string;
  lit: string;
  ground: string;
  cut: string;
}

/** The page's own colours, light or dark. */
export function waveColours(element: Element): Colours {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return { bar: of('--bar'), lit: of('--accent'), ground: of('--lit'), cut: of('--line') };
}

/** Draws bars and marks over the whole canvas, sharp on every screen. */
export function drawWave(
  canvas: HTMLCanvasElement,
  view: { part: WavePart | null; fromMs: number; toMs: number; marks: readonly WaveMark[]; size: Size },
): void {
  const context = canvas.getContext('2d');
  const { part, fromMs, toMs, marks, size } = view;
  if (!context || size.width === 0 || toMs <= fromMs) return;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  context.scale(ratio, ratio);
  const colours = waveColours(canvas);
  const toX = (ms: number) => ((ms - fromMs) / (toMs - fromMs)) * size.width;
  const shown = marks.filter(({ startMs, endMs }) => endMs > fromMs && startMs < toMs);
  context.fillStyle = colours.ground;
  for (const mark of shown.filter(({ active }) => active)) {
    context.beginPath();
    context.roundRect(toX(mark.startMs), 0, Math.max(4, toX(mark.endMs) - toX(mark.startMs)), size.height, 6);
    context.fill();
  }
  const count = Math.max(1, Math.floor(size.width / BAR_STEP_PX));
  const bars = barsOf(part, fromMs, toMs, count);
  const barMs = (toMs - fromMs) / count;
  const tones = tonesOf(shown, fromMs, barMs, count);
  for (const tone of ['plain', 'cut', 'lit'] as const) {
    context.fillStyle = tone === 'lit' ? colours.lit : tone === 'cut' ? colours.cut : colours.bar;
    context.beginPath();
    bars.forEach((value, bar) => {
      if (tones[bar] !== tone) return;
      const half = Math.max(1, (value * size.height * 0.92) / 2);
      context.roundRect(toX(fromMs + bar * barMs) + 0.5, size.height / 2 - half, BAR_PX, half * 2, 1);
    });
    context.fill();
  }
}

/** How each bar is drawn. A range shorter than a bar lights the one that it lies in. */
export function tonesOf(marks: readonly WaveMark[], fromMs: number, barMs: number, count: number): MarkTone[] {
  const tones = new Array<MarkTone>(count).fill('plain');
  for (const { startMs, endMs, tone = 'lit' } of marks) {
    const first = Math.max(0, Math.round((startMs - fromMs) / barMs));
    const end = Math.min(count, Math.max(first + 1, Math.round((endMs - fromMs) / barMs)));
    tones.fill(tone, Math.min(first, count - 1), end);
  }
  return tones;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}
