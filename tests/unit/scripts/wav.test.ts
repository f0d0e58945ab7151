import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeEpisode } from '#scripts/speech/episode.ts';
import { parseWav, readWav, writeWav } from '#scripts/speech/wav.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-wav-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('wav files', () => {
  it('are read as they were written', async () => {
    const path = join(folder, 'a.wav');
    await writeWav(path, { sampleRate: 22_050, samples: Int16Array.of(0, 1, -1, 32_767, -32_768) });
    expect(await readWav(path)).toEqual({ sampleRate: 22_050, samples: Int16Array.of(0, 1, -1, 32_767, -32_768) });
  });

  it('are read to their end where the header claims more', async () => {
    const path = join(folder, 'a.wav');
    await writeWav(path, { sampleRate: 8000, samples: Int16Array.of(1, 2) });
    const bytes = await readFile(path);
    bytes.writeUInt32LE(0x7fff_f000, 40);
    expect(parseWav(bytes).samples).toEqual(Int16Array.of(1, 2));
  });

  it('of another kind are refused', () => {
    expect(() => parseWav(Buffer.from('ID3 not a wav file at all'))).toThrow('not a WAV file');
  });
});

describe('a spoken episode', () => {
  const synthesizer = {
    name: 'a tone',
    // 100 ms of silence, 200 ms of sound, 100 ms of silence
    say: async () => ({
      sampleRate: 1000,
      samples: Int16Array.from({ length: 400 }, (_, index) => (index >= 100 && index < 300 ? 9000 : 0)),
    }),
  };

  it('knows when each sentence is heard', async () => {
    const outPath = join(folder, 'episode.wav');
    const sentences = ['One.', { text: 'Two.', pauseMs: 1000 }, 'Three.'];
    const episode = await makeEpisode({ sentences, pauseMs: 300, outPath, synthesizer });
    expect(episode.sentences).toEqual([
      { text: 'One.', startMs: 0, endMs: 200 },
      { text: 'Two.', startMs: 500, endMs: 700 },
      { text: 'Three.', startMs: 1700, endMs: 1900 },
    ]);
    expect(episode.durationMs).toBe(2200);
    expect((await readWav(outPath)).samples).toHaveLength(2200);
  });
});
