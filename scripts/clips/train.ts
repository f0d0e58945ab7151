import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Talk, talkSchema, type Weights, weightsFile, weightsSchema } from '#workers/scoring/model/weights.ts';
import { UsageError } from '../cli/arguments.ts';
import { runCommand } from '../cli/exit.ts';
import { trainArguments } from './arguments.ts';
import { type CrossOptions, crossValidate, type Folded, fitOn, foldUp, TARGETS } from './cross-validate.ts';
import { measure } from './evaluate.ts';
import { readBench } from './read-bench.ts';
import { benchVectors } from './vectors.ts';

// `npm run clips:train -- DIR [--no-embeddings] [--out FOLDER]`
await runCommand(async (signal) => {
  const options = trainArguments(process.argv.slice(2));
  const bench = await readBench(options.dir);
  if (bench.every(({ picks }) => picks.length === 0)) throw new UsageError(`${options.dir}: no episode has picks`);
  const vectors = options.embeddings ? await benchVectors(bench, signal, say) : null;
  const folded = foldUp(
    bench,
    ({ id }) => vectors?.rows.get(id) ?? null,
    vectors?.dimensions ?? 0,
    (done) => say(`read ${done} of 10 parts`),
  );
  for (const talk of talkSchema.options) {
    for (const embeddings of vectors ? [false, true] : [false]) {
      const weights = withFigures(folded, talk, embeddings, options.crossValidate);
      const file = join(options.out, weightsFile(talk, embeddings));
      await writeFile(file, `${layOut(weightsSchema.parse(weights))}\n`);
      say(`${file}`);
    }
  }
});

function withFigures(folded: Folded, talk: Talk, embeddings: boolean, judged: boolean): Weights {
  const weights = fitOn(folded, () => true, talk, embeddings);
  const crossValidated = (judged ? TARGETS : []).map((seconds) => {
    const options: CrossOptions = { embeddings, seconds, anonymous: talk === 'single' };
    const clips = crossValidate(folded, options);
    const { meanSeconds, recall3, recall5, recall10, low, high } = measure(
      folded.bench,
      ({ id }) => clips.get(id) ?? [],
    );
    const figures = { targetSeconds: seconds, meanSeconds, recall3, recall5, recall10, low, high };
    say(
      `${talk} ${embeddings ? 'with' : 'without'} embeddings, ${meanSeconds.toFixed(1)} s: recall@3 ${recall3.toFixed(3)} @5 ${recall5.toFixed(3)} @10 ${recall10.toFixed(3)} (${low.toFixed(3)}-${high.toFixed(3)})`,
    );
    return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Math.round(value * 1000) / 1000]));
  });
  return weightsSchema.parse({ ...weights, provenance: { ...weights.provenance, crossValidated } });
}

/** Two spaces, and lists of numbers on one line. */
function layOut(weights: Weights): string {
  const marked = JSON.stringify({ ...weights, vector: weights.vector && '@vector@' }, null, 2);
  return marked.replace('"@vector@"', JSON.stringify(weights.vector));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
