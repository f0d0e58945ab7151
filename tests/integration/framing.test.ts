import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Env } from '#lib/server/env.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import { AUTO_FRAMING, type Framing } from '#lib/shared/framing.ts';
import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import { frameClip } from '#workers/render/framing/frame-clip.ts';
import { type FramingPlan, windowsAt } from '#workers/render/framing/framing-plan.ts';
import { CARTOON, drawFilm, type Head, type Scene } from '../helpers/cartoon.ts';
import { makeMedia, mediaEnv } from '../helpers/media.ts';

const { signal } = new AbortController();
let dir: string;
let env: Env;
const at = (name: string) => join(dir, name);

const SIZE = 44;
const chatter = (seconds: number, on: boolean) =>
  on ? Math.max(0, 0.5 * Math.sin(seconds * 19.5) + 0.5 * Math.sin(seconds * 33.3)) : 0;
const person = (x: number, y: number, mouth = 0): Head => ({ x, y, size: SIZE, mouth });
const room = (heads: readonly Head[], wall = 120): Scene => ({ heads, wall });

/** Two people far apart who talk by turns of this length. */
const dialogue =
  (turn: number) =>
  (seconds: number): Scene => {
    const first = Math.floor(seconds / turn) % 2 === 0;
    return room([person(55, 76, chatter(seconds, first)), person(265, 76, chatter(seconds, !first))]);
  };
/** Walks to the right from the second second on. */
const walker = (seconds: number) =>
  room([person(80 + 16 * Math.min(8, Math.max(0, seconds - 2)), 80, chatter(seconds, true))]);
/** Another camera from here on. */
const CUT_FRAME = 68;
const twoCameras = (seconds: number) =>
  Math.round(seconds * CARTOON.rate) < CUT_FRAME ? room([person(70, 80)], 150) : room([person(240, 84)], 60);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-framing-'));
  env = mediaEnv(at('data'));
  const tone = '0.2*sin(2*PI*300*t)';
  await Promise.all([
    drawFilm({ env, path: at('slow.mp4'), seconds: 9, scene: dialogue(3), sound: tone }),
    drawFilm({ env, path: at('fast.mp4'), seconds: 8, scene: dialogue(0.9), sound: tone }),
    drawFilm({ env, path: at('walker.mp4'), seconds: 10, scene: walker, sound: tone }),
    drawFilm({ env, path: at('cut.mp4'), seconds: 5, scene: twoCameras, sound: tone }),
    drawFilm({ env, path: at('empty.mp4'), seconds: 2, scene: () => room([]), sound: tone }),
    // Nobody's mouth moves: only the channels tell who is heard.
    drawFilm({
      ...{ env, path: at('channels.mp4'), seconds: 9, scene: () => room([person(55, 76), person(265, 76)]) },
      sound: `${tone}*lt(mod(t\\,6)\\,3)|${tone}*gte(mod(t\\,6)\\,3)`,
    }),
  ]);
}, 120_000);

afterAll(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function frame(
  name: string,
  aspect: Aspect,
  options: { choice?: Framing; keepIn?: string } = {},
): Promise<FramingPlan> {
  const info = await probeMedia(env, at(name), signal);
  if (!info.video) throw new Error('no picture');
  return await frameClip({
    ...{ env, video: info.video, startMs: 0, durationMs: info.durationMs, target: ASPECT_SIZES[aspect], signal },
    source: { path: at(name), info, sha256: name },
    choice: options.choice ?? AUTO_FRAMING,
    ...{ turns: [], keepIn: options.keepIn ?? null, threads: 1, workDir: await mkdtemp(join(dir, 'work-')) },
  });
}

/** Whether a head is in one of the windows, whole. */
function shows(plan: FramingPlan, frameNumber: number, head: Head): boolean {
  return windowsAt(plan, frameNumber).some(
    (window) =>
      head.x - head.size / 2 >= window.x &&
      head.x + head.size / 2 <= window.x + window.width &&
      head.y - head.size * 0.6 >= window.y &&
      head.y + head.size * 0.7 <= window.y + window.height,
  );
}

/** The fastest a window moves in its widths a second, but for frames at which it jumps by more than a third of it. */
function fastest(plan: FramingPlan, frames: number): number {
  let speed = 0;
  for (let number = 1; number < frames; number += 1) {
    const [before, now] = [windowsAt(plan, number - 1), windowsAt(plan, number)];
    if (before.length !== now.length) continue;
    for (const [index, window] of now.entries()) {
      const moved = Math.abs(window.x - (before[index]?.x ?? window.x)) / window.width;
      if (moved < 0.34) speed = Math.max(speed, moved * plan.perSecond);
    }
  }
  return speed;
}

const frames = (seconds: number) => Array.from({ length: seconds * CARTOON.rate }, (_, number) => number);
const share = (numbers: readonly number[], holds: (number: number) => boolean) =>
  numbers.filter(holds).length / numbers.length;

describe.each(['9:16', '4:5'] as const)('two people far apart in %s', (aspect) => {
  it.each([
    ['by their mouths', 'slow.mp4'],
    ['by their channels', 'channels.mp4'],
  ])('who talks is shown, known %s', async (_, name) => {
    const plan = await frame(name, aspect, { keepIn: at('kept') });
    expect(plan.note).toBeNull();
    const right = share(frames(9), (number) => {
      const [first, second] = dialogue(3)(number / CARTOON.rate).heads;
      const speaker = Math.floor(number / CARTOON.rate / 3) % 2 === 0 ? first : second;
      return speaker !== undefined && shows(plan, number, speaker);
    });
    expect(right).toBeGreaterThan(0.85);
    expect(fastest(plan, 9 * CARTOON.rate)).toBeLessThan(0.4);
  });

  it('both are shown where turns are too fast to follow', async () => {
    const plan = await frame('fast.mp4', aspect, { keepIn: at('kept') });
    expect(plan.parts.map((part) => part.layout.kind)).toEqual(['split']);
    const both = share(frames(8), (number) => dialogue(1)(number).heads.every((head) => shows(plan, number, head)));
    expect(both).toBe(1);
  });
});

describe('one person', () => {
  it.each(['9:16', '1:1'] as const)('who walks is followed without haste in %s', async (aspect) => {
    const plan = await frame('walker.mp4', aspect, { keepIn: at('kept') });
    const inside = share(frames(10), (number) =>
      walker(number / CARTOON.rate).heads.every((head) => shows(plan, number, head)),
    );
    expect(inside).toBeGreaterThanOrEqual(0.95);
    expect(fastest(plan, 250)).toBeLessThan(0.4);
    // Nothing moves while he stands still.
    expect(windowsAt(plan, 30)).toEqual(windowsAt(plan, 2));
  });

  it('is found again after a cut, in the very frame of the cut', async () => {
    const plan = await frame('cut.mp4', '9:16');
    for (const number of frames(5)) {
      const [head] = twoCameras(number / CARTOON.rate).heads;
      if (head) expect(shows(plan, number, head), `frame ${number}`).toBe(true);
    }
    expect(windowsAt(plan, CUT_FRAME - 1)).toEqual(windowsAt(plan, 0));
    expect(windowsAt(plan, CUT_FRAME)).toEqual(windowsAt(plan, 124));
  });
});

describe('nobody', () => {
  it('gets the middle over a blurred fill', async () => {
    const plan = await frame('empty.mp4', '9:16');
    expect(plan.parts.map((part) => part.layout.kind)).toEqual(['fit']);
    expect(plan.note).toBeNull();
  });

  it('on a shared screen: all of it is shown', async () => {
    const noise =
      "nullsrc=s=640x360:r=25:d=2,geq=lum='if(mod(floor(X/6)*7+floor(Y/9)*13\\,5)\\,235\\,if(mod(X\\,3)\\,30\\,220))':cb=128:cr=128";
    await makeMedia(env, [
      '-f',
      'lavfi',
      '-i',
      noise,
      '-f',
      'lavfi',
      '-i',
      'anullsrc',
      '-t',
      '2',
      '-pix_fmt',
      'yuv420p',
      at('screen.mp4'),
    ]);
    const plan = await frame('screen.mp4', '9:16');
    expect(windowsAt(plan, 10)).toEqual([{ x: 0, y: 0, width: 640, height: 360 }]);
  });

  it('an upright film is left as it is', async () => {
    await makeMedia(env, [
      '-f',
      'lavfi',
      '-i',
      'testsrc=s=180x320:r=25:d=1',
      '-f',
      'lavfi',
      '-i',
      'anullsrc',
      '-t',
      '1',
      '-pix_fmt',
      'yuv420p',
      at('upright.mp4'),
    ]);
    const plan = await frame('upright.mp4', '9:16');
    expect(windowsAt(plan, 10)).toEqual([{ x: 0, y: 0, width: 180, height: 320 }]);
  });
});

describe('by hand', () => {
  it.each([
    [{ mode: 'fit', x: 0.5, y: 0.5, zoom: 1 }, ['fit']],
    [{ mode: 'fill', x: 0.5, y: 0.5, zoom: 1 }, ['fill']],
    [{ mode: 'split', x: 0.5, y: 0.5, zoom: 1 }, ['split']],
    [{ mode: 'manual', x: 0.2, y: 0.5, zoom: 2 }, ['fill']],
  ] as const)('%o', async (choice, kinds) => {
    const plan = await frame('channels.mp4', '9:16', { choice, keepIn: at('kept') });
    expect(plan.parts.map((part) => part.layout.kind)).toEqual(kinds);
    if (choice.mode === 'manual') expect(windowsAt(plan, 0)).toEqual([{ x: 38, y: 45, width: 52, height: 90 }]);
  });
});

it('looks once at the same part of the same film', async () => {
  const keepIn = await mkdtemp(join(dir, 'kept-'));
  const first = await frame('cut.mp4', '9:16', { keepIn });
  const [kept = ''] = await readdir(keepIn);
  const { mtimeMs } = await stat(join(keepIn, kept));
  expect(await frame('cut.mp4', '9:16', { keepIn })).toEqual(first);
  await frame('cut.mp4', '1:1', { keepIn });
  // A second look would have been written down anew.
  expect((await stat(join(keepIn, kept))).mtimeMs).toBe(mtimeMs);
  expect(await readdir(keepIn)).toHaveLength(1);
});
