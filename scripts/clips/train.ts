import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Talk, talkSchema, type Weights, weightsFile, weightsSchema } from '#workers/scoring/model/weights.ts';
import { UsageError } from '../cli/arguments.ts';
import { runCommand } from '../cli/exit.ts';
import { trainArguments } from './arguments.ts';
import { type CrossOptions, crossValidate, FOLDS, type Folded, fitOn, foldUp, TARGETS } from './cross-validate.ts';
import { measure } from './evaluate.ts';
import { readBench } from './read-bench.ts';
import { benchVectors } from './vectors.ts';

// `npm run clips:train -- DIR [--no-embeddings] [--no-figures] [--out FOLDER]`
await runCommand(async (signal) => {
  const options = trainArguments(process.argv.slice(2));
  const bench = await readBench(options.dir);
  if (bench.every(({ picks }) => picks.length === 0)) throw new UsageError(`${options.dir}: no episode has picks`);
  const vectors = options.embeddings ? await benchVectors(bench, signal, say) : null;
  const folded = await foldUp(
    bench,
    ({ id }) => vectors?.rows.get(id) ?? null,
    vectors?.dimensions ?? 0,
    signal,
    (done) => say(`read ${done} of ${FOLDS} parts`),
  );
  for (const talk of talkSchema.options) {
    for (const embeddings of vectors ? [false, true] : [false]) {
      const fitted = fitOn(folded, () => true, talk, embeddings);
      const crossValidated = options.crossValidate ? await figuresOf(folded, talk, embeddings, signal) : [];
      const weights = { ...fitted, provenance: { ...fitted.provenance, crossValidated } };
      const file = join(options.out, weightsFile(talk, embeddings));
      await writeFile(file, `${layOut(weightsSchema.parse(weights))}\n`);
      say(`${file}`);
    }
  }
});

async function figuresOf(
  folded: Folded,
  talk: Talk,
  embeddings: boolean,
  signal: AbortSignal,
): Promise<Weights['provenance']['crossValidated']> {
  const figures: Weights['provenance']['crossValidated'] = [];
  for (const targetSeconds of TARGETS) {
    const options: CrossOptions = { embeddings, seconds: targetSeconds, anonymous: talk === 'single' };
    const clips = await crossValidate(folded, options, signal);
    const measured = measure(folded.bench, ({ id }) => clips.get(id) ?? []);
    const { meanSeconds, recall3, recall5, recall10, low, high } = measured;
    const f = (value: number) => Math.round(value * 1000) / 1000;
    figures.push({
      targetSeconds,
      ...{ meanSeconds: f(meanSeconds), recall3: f(recall3), recall5: f(recall5), recall10: f(recall10) },
      ...{ low: f(low), high: f(high) },
    });
    say(`${talk} ${embeddings ? 'with' : 'without'} embeddings: ${JSON.stringify(figures.at(-1))}`);
  }
  return figures;
}

/** Two spaces, and lists of numbers on one line. */
function layOut(weights: Weights): string {
  const marked = JSON.stringify({ ...weights, vector: weights.vector && '@vector@' }, null, 2);
  return marked.replace('"@vector@"', JSON.stringify(weights.vector));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
