import type { ClipCaptions } from '#lib/shared/api/captions.ts';
import { type Keep, toClipMs } from './timeline.ts';

/** What moves in the picture of a clip of sound alone, as the render draws it, from the loudness that is known. */
export type Motion = NonNullable<ClipCaptions['motion']>;

/** Loudness 0-1 of the finished clip in even steps. */
export interface Loudness {
  readonly stepMs: number;
  readonly values: readonly number[];
  readonly durationMs: number;
}

type Box = Motion['wave'];

/** Of the finished clip from that of its episode: what is left out is left out. */
export function loudnessOf(
  part: { readonly fromMs: number; readonly toMs: number; readonly values: readonly number[] },
  keeps: readonly Keep[],
): Loudness {
  const stepMs = (part.toMs - part.fromMs) / Math.max(1, part.values.length);
  const durationMs = toClipMs(keeps, Number.POSITIVE_INFINITY);
  const values = keeps.flatMap(({ startMs, endMs }) =>
    part.values.slice(
      Math.max(0, Math.round((startMs - part.fromMs) / stepMs)),
      Math.max(0, Math.round((endMs - part.fromMs) / stepMs)),
    ),
  );
  const loud = Math.max(0.003, values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * 0.95)] ?? 0);
  return { stepMs, values: values.map((value) => Math.min(1, value / loud) ** 0.8), durationMs };
}

/** Draws a moment of the finished clip. The canvas is as large as the picture, times `scale`. */
export function drawMotion(
  context: CanvasRenderingContext2D,
  motion: Motion,
  loudness: Loudness,
  clipMs: number,
  scale: number,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  const done = Math.min(1, Math.max(0, clipMs / Math.max(1, loudness.durationMs)));
  if (motion.kind === 'ring') drawRing(context, motion, loudness, clipMs, done);
  else if (motion.kind === 'scrub') drawScrub(context, motion, loudness, done);
  else drawPassing(context, motion, loudness, clipMs);
  context.globalAlpha = 1;
  if (!motion.progress) return;
  const { x, y, width, height } = motion.progress;
  context.fillStyle = motion.lit;
  pill(context, x, y, Math.max(height, done * width), height);
}

const PASSING = { bar: 10, pitch: 18, perSecond: 9, now: 0.46, fade: 90 };

function drawPassing(context: CanvasRenderingContext2D, { wave, lit, pale }: Motion, loudness: Loudness, ms: number) {
  const { bar: width, pitch, perSecond, now, fade } = PASSING;
  const nowPx = Math.round(wave.width * now);
  const position = (ms / 1000) * perSecond;
  const count = Math.max(1, Math.ceil((loudness.durationMs / 1000) * perSecond));
  const last = Math.ceil(position + (wave.width - nowPx) / pitch) + 1;
  for (let bar = Math.floor(position - nowPx / pitch) - 1; bar <= last; bar += 1) {
    const left = nowPx + (bar - position) * pitch;
    if (left < -width || left > wave.width) continue;
    const outside = bar < 0 || bar >= count;
    const middle = left + width / 2;
    context.globalAlpha = Math.max(0, Math.min(1, middle / fade, (wave.width - middle) / fade)) * (outside ? 0.35 : 1);
    context.fillStyle = middle < nowPx ? lit : pale;
    upright(context, wave, left, width, outside ? 0 : meanOf(loudness, bar / perSecond, (bar + 1) / perSecond));
  }
}

const SCRUB = { bar: 6, pitch: 10, ahead: 0.3 };

function drawScrub(context: CanvasRenderingContext2D, { wave, lit }: Motion, loudness: Loudness, done: number) {
  const { bar: width, pitch, ahead } = SCRUB;
  const count = Math.max(1, Math.floor((wave.width + pitch - width) / pitch));
  const seconds = loudness.durationMs / 1000 / count;
  context.fillStyle = lit;
  for (let bar = 0; bar < count; bar += 1) {
    context.globalAlpha = bar * pitch < done * wave.width ? 1 : ahead;
    upright(context, wave, bar * pitch, width, meanOf(loudness, bar * seconds, (bar + 1) * seconds));
  }
}

const RING = { bars: 88, share: 0.52, travelSeconds: 0.7, ahead: 0.38 };

function drawRing(
  context: CanvasRenderingContext2D,
  { wave, lit, innerShare }: Motion,
  loudness: Loudness,
  ms: number,
  done: number,
) {
  const { bars, share, travelSeconds, ahead } = RING;
  const outer = wave.width / 2;
  const inner = outer * innerShare;
  const width = (inner * 2 * Math.PI * share) / bars;
  context.strokeStyle = lit;
  context.lineCap = 'round';
  context.lineWidth = width;
  for (let bar = 0; bar < bars; bar += 1) {
    const fromTop = Math.min(bar, bars - bar) / (bars / 2);
    const at = ms / 1000 - fromTop * travelSeconds;
    const uneven = 0.72 + 0.28 * Math.abs(Math.sin(bar * 2.4 + ms / 260));
    const reach = 3 + meanOf(loudness, at - 0.03, at + 0.03) * uneven * (outer - inner - 6);
    const angle = (bar / bars) * 2 * Math.PI - Math.PI / 2;
    const [x, y] = [wave.x + outer, wave.y + outer];
    context.globalAlpha = Math.min(1, Math.max(ahead, done * bars - bar));
    context.beginPath();
    context.moveTo(x + Math.cos(angle) * inner, y + Math.sin(angle) * inner);
    context.lineTo(x + Math.cos(angle) * (inner + reach), y + Math.sin(angle) * (inner + reach));
    context.stroke();
  }
}

/** Silence before and after. */
function meanOf({ values, stepMs }: Loudness, fromSeconds: number, toSeconds: number): number {
  const from = Math.max(0, Math.floor((fromSeconds * 1000) / stepMs));
  const to = Math.max(from + 1, Math.floor((toSeconds * 1000) / stepMs));
  if (toSeconds <= 0) return 0;
  const part = values.slice(from, to);
  return part.reduce((sum, value) => sum + value, 0) / Math.max(1, part.length);
}

function upright(context: CanvasRenderingContext2D, wave: Box, left: number, width: number, level: number): void {
  const height = width + level * (wave.height - width);
  pill(context, wave.x + left, wave.y + (wave.height - height) / 2, width, height);
}

function pill(context: CanvasRenderingContext2D, x: number, y: number, width: number, height: number): void {
  context.beginPath();
  context.roundRect(x, y, width, height, Math.min(width, height) / 2);
  context.fill();
}
