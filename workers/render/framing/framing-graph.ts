import { even } from './crops.ts';
import type { FramingPlan, Layout, MovingCrop, Size } from './framing-plan.ts';

/** The blurred fill is made small: it costs a hundredth, and nobody can tell. */
const FILL_SCALE = 8;

/**
 * Filters that turn `[from]`, pictures of the source at the plan's rate, into
 * `[to]`, pictures of the target. Made of numbers only. Windows move by an
 * expression of the frame's number; parts of another layout are cut out and
 * joined again, so that each frame is drawn once.
 */
export function framingGraph(plan: FramingPlan, from: string, to: string): string {
  const { parts } = plan;
  const [only] = parts;
  if (!only) throw new RangeError('a plan without parts');
  if (parts.length === 1) return layoutGraph(only.layout, plan.target, 0, from, to, '');
  const copies = parts.map((_, at) => `[part${at}]`).join('');
  const graphs = parts.map(({ fromFrame, layout }, at) => {
    const next = parts[at + 1];
    const end = next ? `:end_frame=${next.fromFrame}` : '';
    const cut = `[part${at}]trim=start_frame=${fromFrame}${end},setpts=PTS-STARTPTS[cut${at}]`;
    return `${cut};${layoutGraph(layout, plan.target, fromFrame, `cut${at}`, `framed${at}`, String(at))}`;
  });
  const framed = parts.map((_, at) => `[framed${at}]`).join('');
  const joined = `${framed}concat=n=${parts.length}:v=1:a=0,setpts=N/(${plan.perSecond.toFixed(6)}*TB)[${to}]`;
  return [`[${from}]split=${parts.length}${copies}`, ...graphs, joined].join(';');
}

function layoutGraph(layout: Layout, target: Size, fromFrame: number, from: string, to: string, tag: string): string {
  const whole = `${target.width}:${target.height}`;
  if (layout.kind === 'fill') {
    return `[${from}]${cropFilter(layout.crop, fromFrame)},scale=${whole}:flags=bicubic,setsar=1[${to}]`;
  }
  if (layout.kind === 'split') {
    const { crops, stacked } = layout;
    const cell = stacked
      ? { width: target.width, height: target.height / 2 }
      : { width: target.width / 2, height: target.height };
    const cells = crops.map(
      (crop, at) =>
        `[${tag}half${at}]${cropFilter(crop, fromFrame)},scale=${cell.width}:${cell.height}:flags=bicubic,setsar=1[${tag}cell${at}]`,
    );
    const stack = `[${tag}cell0][${tag}cell1]${stacked ? 'vstack' : 'hstack'}[${to}]`;
    return [`[${from}]split[${tag}half0][${tag}half1]`, ...cells, stack].join(';');
  }
  const { crop, shown, behind } = layout;
  const small = { width: even(target.width / FILL_SCALE), height: even(target.height / FILL_SCALE) };
  const blurred = [
    `crop=${behind.width}:${behind.height}:${behind.x}:${behind.y}`,
    `scale=${small.width}:${small.height}:flags=area`,
    'gblur=sigma=7',
    'lutyuv=y=(val-16)*0.52+16:u=(val-128)*0.85+128:v=(val-128)*0.85+128',
    `scale=${whole}:flags=bilinear`,
  ].join(',');
  return [
    `[${from}]split[${tag}front][${tag}back]`,
    `[${tag}back]${blurred}[${tag}fill]`,
    `[${tag}front]${cropFilter(crop, fromFrame)},scale=${shown.width}:${shown.height}:flags=bicubic[${tag}sharp]`,
    `[${tag}fill][${tag}sharp]overlay=(W-w)/2:(H-h)/2:format=yuv420,setsar=1[${to}]`,
  ].join(';');
}

/** `exact`: a window that glides goes by single pixels, not by pairs. */
function cropFilter({ width, height, keys }: MovingCrop, fromFrame: number): string {
  const counted = keys.map((key) => ({ ...key, frame: key.frame - fromFrame }));
  const x = expression(counted.map(({ frame, x: value }) => ({ frame, value })));
  const y = expression(counted.map(({ frame, y: value }) => ({ frame, value })));
  if (keys.length <= 1) return `crop=${width}:${height}:${x}:${y}`;
  return `crop=w=${width}:h=${height}:x='${x}':y='${y}':exact=1`;
}

/** A value at frame `n` as ffmpeg computes it: a tree of questions, so that long paths nest only as deep as their logarithm. */
export function expression(keys: readonly { frame: number; value: number }[]): string {
  const [first] = keys;
  if (!first) return '0';
  if (keys.every((key) => Math.round(key.value) === Math.round(first.value))) return String(Math.round(first.value));
  const pieces = keys.slice(1).map((key, at) => {
    const before = keys[at] ?? key;
    const slope = (key.value - before.value) / Math.max(1, key.frame - before.frame);
    return {
      until: key.frame,
      text: slope === 0 ? short(before.value) : `${short(before.value)}+${short(slope)}*(n-${before.frame})`,
    };
  });
  const last = keys.at(-1) ?? first;
  // Half a pixel more: ffmpeg cuts the fraction off.
  return `0.5+${tree([...pieces, { until: Number.POSITIVE_INFINITY, text: short(last.value) }])}`;
}

function tree(pieces: readonly { until: number; text: string }[]): string {
  const [only] = pieces;
  if (!only) return '0';
  if (pieces.length === 1) return `(${only.text})`;
  const half = Math.ceil(pieces.length / 2);
  const border = pieces[half - 1]?.until ?? 0;
  return `if(lt(n,${border}),${tree(pieces.slice(0, half))},${tree(pieces.slice(half))})`;
}

function short(value: number): string {
  const text = value.toFixed(3);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
