import { describe, expect, it } from 'vitest';
import type { ClipEncode } from '#workers/render/encode.ts';
import { asBranch } from '#workers/render/encode-together.ts';
import { RenderParty } from '#workers/render/render-party.ts';
import { mediaEnv } from '../../helpers/media.ts';

const FILM = ['-i', 'file:/film.mp4'];

function job(name: string, film: readonly string[] | undefined = FILM) {
  const stopping = new AbortController();
  const encode: ClipEncode = {
    env: mediaEnv('/data'),
    picture: { rate: { text: '30', perSecond: 30 }, film, inputs: film ?? [], inputCount: 1, graph: '' },
    ...{ soundInput: [], durationMs: 1000, threads: 1, workDir: '/work', outPath: name, signal: stopping.signal },
  };
  return { encode, stop: () => stopping.abort(new Error(`${name} is canceled`)) };
}

function encoders(fail: (names: string) => boolean = () => false) {
  const runs: string[] = [];
  const run = async (jobs: readonly ClipEncode[]) => {
    const names = jobs.map(({ outPath }) => outPath).join('+');
    runs.push(names);
    if (fail(names)) throw new Error(`${names} failed`);
    return 'libx264';
  };
  return { runs, given: { alone: (one: ClipEncode) => run([one]), together: run } };
}

describe('renders that are done together', () => {
  it('are encoded in one pass once all have come', async () => {
    const { runs, given } = encoders();
    const party = new RenderParty(3, given);
    const [one, two, three] = [party.seat(), party.seat(), party.seat()];
    const first = one.encode(job('a').encode);
    const second = two.encode(job('b').encode);
    await Promise.resolve();
    expect(runs).toEqual([]);
    await Promise.all([first, second, three.encode(job('c').encode)]);
    expect(runs).toEqual(['a+b+c']);
  });

  it('do not wait for one that has left', async () => {
    const { runs, given } = encoders();
    const party = new RenderParty(2, given);
    const [one, two] = [party.seat(), party.seat()];
    const first = one.encode(job('a').encode);
    two.leave();
    two.leave();
    await first;
    expect(runs).toEqual(['a']);
  });

  it('of which one cannot be encoded fail alone', async () => {
    const { runs, given } = encoders((names) => names.includes('b'));
    const party = new RenderParty(2, given);
    const [one, two] = [party.seat(), party.seat()];
    const results = await Promise.allSettled([one.encode(job('a').encode), two.encode(job('b').encode)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(runs).toEqual(['a+b', 'a', 'b']);
  });

  it('of which one is canceled while it waits go on without it', async () => {
    const { runs, given } = encoders();
    const party = new RenderParty(2, given);
    const [one, two] = [party.seat(), party.seat()];
    const [a, b] = [job('a'), job('b')];
    const first = one.encode(a.encode);
    a.stop();
    await expect(first).rejects.toThrow('a is canceled');
    one.leave();
    await two.encode(b.encode);
    expect(runs).toEqual(['b']);
  });

  it.each([
    { at: 0.3, runs: ['a+b+c', 'b+c'] },
    { at: 0.4, runs: ['a+b+c'] },
  ])(
    'of which one is canceled in the pass begin anew where that is less work ($at of it done)',
    async ({ at, runs }) => {
      const passes: string[] = [];
      const going = Promise.withResolvers<void>();
      const together = async (jobs: readonly ClipEncode[], signal: AbortSignal) => {
        passes.push(jobs.map(({ outPath }) => outPath).join('+'));
        if (passes.length > 1) return 'libx264';
        for (const each of jobs) each.onProgress?.(each.durationMs * at);
        going.resolve();
        await new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          setImmediate(() => setImmediate(resolve));
        });
        return 'libx264';
      };
      const party = new RenderParty(3, { alone: async () => 'alone', together });
      const jobs = [job('a'), job('b'), job('c')];
      const encodes = jobs.map(({ encode }) => party.seat().encode(encode));
      const all = Promise.allSettled(encodes);
      await going.promise;
      jobs[0]?.stop();
      expect((await all).map((result) => (result.status === 'fulfilled' ? result.value : 'gone'))).toEqual([
        ...['gone', 'libx264', 'libx264'],
      ]);
      expect(passes).toEqual(runs);
    },
  );

  it('of different films, or drawn ones, are encoded one after the other', async () => {
    const { runs, given } = encoders();
    const party = new RenderParty(3, given);
    const seats = [party.seat(), party.seat(), party.seat()];
    const jobs = [job('a'), job('b', ['-i', 'file:/other.mp4']), { encode: { ...job('c').encode } }];
    const drawn = jobs[2]?.encode;
    if (drawn) Object.assign(drawn, { picture: { ...drawn.picture, film: undefined } });
    await Promise.all(seats.map((seat, at) => seat.encode(jobs[at]?.encode ?? job('x').encode)));
    expect(runs).toEqual(['a', 'b', 'c']);
  });

  it('take the cores once, and give them back when the last has left', async () => {
    const party = new RenderParty(2, encoders().given);
    const [one, two] = [party.seat(), party.seat()];
    let [taken, released] = [0, 0];
    const take = async () => {
      taken += 1;
      return {
        threads: 2,
        release() {
          released += 1;
        },
      };
    };
    const { signal } = new AbortController();
    await Promise.all([one.share(take, signal), two.share(take, signal)]);
    one.leave();
    await Promise.resolve();
    expect({ taken, released }).toEqual({ taken: 1, released: 0 });
    two.leave();
    await new Promise(setImmediate);
    expect({ taken, released }).toEqual({ taken: 1, released: 1 });
  });
});

it('gives each shape of one pass its own inputs, texts and name', () => {
  const graph =
    '[0:2]fps=30[a];[a][1:v]overlay,ass=captions.ass:fontsdir=fonts[b];[b]ass=cards.ass:fontsdir=fonts[picture]';
  expect(asBranch(graph, { at: 1, moreFrom: 4, folder: 'together/1' })).toBe(
    '[0:2]fps=30[a];[a][4:v]overlay,ass=together/1/captions.ass:fontsdir=together/1/fonts[b];' +
      '[b]ass=together/1/cards.ass:fontsdir=together/1/fonts[picture1]',
  );
});
