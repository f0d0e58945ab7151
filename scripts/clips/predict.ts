import { writeFile } from 'node:fs/promises';
import { episodeOfBench } from '#workers/scoring/episode.ts';
import { suggestFrom } from '#workers/scoring/suggest.ts';
import { runCommand } from '../cli/exit.ts';
import { predictArguments } from './arguments.ts';
import { breathe, limitsFor } from './cross-validate.ts';
import { readBench } from './read-bench.ts';
import { benchVectors } from './vectors.ts';

// `npm run clips:predict -- DIR OUT.jsonl [--target-seconds 30|50] [--no-embeddings]`
await runCommand(async (signal) => {
  const { dir, out, targetSeconds, embeddings } = predictArguments(process.argv.slice(2));
  const bench = await readBench(dir);
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const vectors = embeddings ? await benchVectors(bench, signal, say) : null;
  const lines: string[] = [];
  for (const one of bench) {
    await breathe(signal);
    const { clips } = suggestFrom(episodeOfBench(one), {
      ...limitsFor(targetSeconds),
      count: 10,
      embeddings: vectors?.rows.get(one.id) ?? null,
    });
    const spans = clips.map(({ startMs, endMs }) => ({ startMs, endMs }));
    lines.push(JSON.stringify({ id: one.id, clips: spans }));
  }
  await writeFile(out, `${lines.join('\n')}\n`);
  const kind = embeddings ? 'with' : 'without';
  process.stdout.write(`${bench.length} episodes, ${targetSeconds} s, ${kind} embeddings: ${out}\n`);
});
