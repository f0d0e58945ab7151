import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { oneAtATime } from '#workers/render/one-at-a-time.ts';
import { keepSound, type SoundFacts, soundName, takeKeptSound } from '#workers/render/sound/kept-sounds.ts';

const FACTS: SoundFacts = {
  levels: [0, 0.5],
  durationMs: 2000,
  edits: { keeps: [{ startMs: 0, endMs: 2000 }], durationMs: 2000 },
  loudness: { integrated: -14, truePeak: -1.2 },
  mayBeQuiet: false,
};
let dir: string;
let folder: string;
const made = () => join(dir, 'sound.m4a');

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'podpromo-sounds-'));
  folder = join(dir, 'sounds');
  await writeFile(made(), 'encoded');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

it('gives a kept sound back as it was', async () => {
  const name = soundName([1, 'a']);
  expect(await takeKeptSound(folder, name, join(dir, 'out.m4a'))).toBeNull();
  await keepSound(folder, name, made(), FACTS);
  expect(await takeKeptSound(folder, name, join(dir, 'out.m4a'))).toMatchObject(FACTS);
  expect(await readFile(join(dir, 'out.m4a'), 'utf8')).toBe('encoded');
  expect((await readdir(folder)).toSorted()).toEqual([`${name}.json`, `${name}.m4a`]);
});

it('is named by all that it is made of', () => {
  expect(soundName([1, 'a', 2])).toBe(soundName([1, 'a', 2]));
  expect(soundName([1, 'a', 2])).not.toBe(soundName([1, 'a', 3]));
});

it('makes anew what is damaged or half gone', async () => {
  await keepSound(folder, 'cut', made(), FACTS);
  await writeFile(join(folder, 'cut.m4a'), 'enco');
  expect(await takeKeptSound(folder, 'cut', join(dir, 'out.m4a'))).toBeNull();
  await rm(join(folder, 'cut.m4a'));
  expect(await takeKeptSound(folder, 'cut', join(dir, 'out.m4a'))).toBeNull();
  await keepSound(folder, 'text', made(), FACTS);
  await writeFile(join(folder, 'text.json'), '{"levels":');
  expect(await takeKeptSound(folder, 'text', join(dir, 'out.m4a'))).toBeNull();
});

it('keeps those that were used last', async () => {
  for (let at = 0; at < 64; at += 1) {
    await keepSound(folder, `s${at}`, made(), FACTS);
    await utimes(join(folder, `s${at}.json`), 1000 + at, 1000 + at);
  }
  await takeKeptSound(folder, 's0', join(dir, 'out.m4a'));
  await keepSound(folder, 'new', made(), FACTS);
  const names = await readdir(folder);
  expect(names).toHaveLength(128);
  expect(names).toEqual(expect.arrayContaining(['s0.json', 's0.m4a', 'new.m4a']));
  expect(names).not.toContain('s1.m4a');
});

it('does work of one name one after the other, whatever became of the one before', async () => {
  const events: string[] = [];
  const first = Promise.withResolvers<void>();
  const one = oneAtATime('a', async () => {
    events.push('one');
    await first.promise;
    throw new Error('broken');
  });
  const two = oneAtATime('a', async () => {
    events.push('two');
    return 2;
  });
  await oneAtATime('b', async () => events.push('other'));
  expect(events).toEqual(['one', 'other']);
  first.resolve();
  await expect(one).rejects.toThrow('broken');
  expect(await two).toBe(2);
});

it('leaves the row at once where it is canceled while another works', async () => {
  const first = Promise.withResolvers<void>();
  const canceled = new AbortController();
  const events: string[] = [];
  const one = oneAtATime('c', () => first.promise);
  const two = oneAtATime('c', async () => events.push('two'), canceled.signal);
  const three = oneAtATime('c', async () => events.push('three'));
  canceled.abort(new Error('canceled'));
  await expect(two).rejects.toThrow('canceled');
  expect(events).toEqual([]);
  first.resolve();
  await Promise.all([one, three]);
  expect(events).toEqual(['three']);
});
