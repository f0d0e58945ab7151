import { existsSync } from 'node:fs';
import { type BenchEpisode, episodeOfBench } from '#workers/scoring/episode.ts';
import { UsageError } from '../cli/arguments.ts';
import { runCommand } from '../cli/exit.ts';
import { benchArguments } from './arguments.ts';
import { earliestFirst, guestEarly, lexicons, randomWindows } from './baselines.ts';
import { type CrossOptions, crossValidate, FOLDS, foldUp, TARGETS } from './cross-validate.ts';
import { type Measured, measure } from './evaluate.ts';
import { readBench } from './read-bench.ts';
import { benchVectors } from './vectors.ts';

// `npm run bench:clips [-- DIR] [--no-embeddings]`
await runCommand(async (signal) => {
  const { dir, embeddings } = benchArguments(process.argv.slice(2));
  if (!existsSync(dir)) throw new UsageError(`${dir} is not there: name the folder of clipbench's dev episodes`);
  const bench = await readBench(dir);
  const vectors = embeddings ? await benchVectors(bench, signal, say) : null;
  const folded = await foldUp(bench, ({ id }) => vectors?.rows.get(id) ?? null, vectors?.dimensions ?? 0, signal);
  say(
    `${bench.length} episodes, ${bench.reduce((sum, { picks }) => sum + picks.length, 0)} picks; ours: cross-validated by guest in ${FOLDS} parts, by the product's own code`,
  );
  const kinds: readonly (readonly [string, Omit<CrossOptions, 'seconds'>])[] = [
    ['ours, no embeddings', { embeddings: false }],
    ['ours, no speakers known', { embeddings: false, anonymous: true }],
    ...(vectors
      ? ([
          ['ours, embeddings', { embeddings: true }],
          ['ours, embeddings, no speakers', { embeddings: true, anonymous: true }],
        ] as const)
      : []),
  ];
  for (const seconds of TARGETS) {
    let meanSeconds = 0;
    for (const [name, options] of kinds) {
      const clips = await crossValidate(folded, { ...options, seconds }, signal);
      const measured = measure(bench, ({ id }) => clips.get(id) ?? []);
      meanSeconds = measured.meanSeconds;
      print(name, measured);
    }
    const ms = meanSeconds * 1000;
    const named = (one: BenchEpisode) => episodeOfBench(one);
    print(
      'random windows',
      measure(repeated(bench), (one) => randomWindows(named(one), ms)),
    );
    print(
      'earliest first',
      measure(bench, (one) => earliestFirst(named(one), ms)),
    );
    print(
      'guest, early',
      measure(bench, (one) => guestEarly(named(one), ms)),
    );
    print(
      'lists of words',
      measure(bench, (one) => lexicons(named(one), ms)),
    );
    say('');
  }
});

/** Chance is measured often enough to be sure of it. */
function repeated(bench: readonly BenchEpisode[]): BenchEpisode[] {
  return Array.from({ length: 10 }, () => bench).flat();
}

function print(name: string, measured: Measured): void {
  const f = (value: number) => value.toFixed(3);
  const { recall3, recall5, recall10, low, high, meanSeconds } = measured;
  say(
    `${name.padEnd(30)} ${meanSeconds.toFixed(1)} s  recall@3 ${f(recall3)}  @5 ${f(recall5)}  @10 ${f(recall10)} (95 % ${f(low)}-${f(high)})`,
  );
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
