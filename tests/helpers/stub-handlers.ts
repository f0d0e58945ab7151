import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { insertEpisodeStatement } from '#db/repositories/episodes.ts';
import { newId } from '#lib/shared/ids.ts';
import { createRegistry, type HandlerRegistry, type JobHandler } from '#workers/registry.ts';

const PARTS = 5;

/** How long a stub job takes; the handler spreads it over its parts. */
export const stubPayloadSchema = z.object({ workMs: z.number() });

/**
 * A job without real work: parts that are kept, a file that is published under the job's name, and an effect that can
 * be counted (an episode with the job's id as its title; two of them would be a double effect).
 */
const stubHandler: JobHandler = async ({ env, job, workDir, signal, progress, kept }) => {
  const { workMs } = stubPayloadSchema.parse(job.payload);
  // The first part is short, so that nearly every crash comes after something was kept.
  await kept();
  for (let part = 1; part <= PARTS; part += 1) {
    await sleep((workMs / PARTS) * (0.5 + Math.random()), undefined, { signal });
    progress({ percent: (100 * part) / PARTS, message: `Part ${part} of ${PARTS}` });
    if (part < PARTS) await kept();
  }
  const partial = join(workDir, 'result.partial');
  await writeFile(partial, String(process.pid));
  await mkdir(env.outputDir, { recursive: true });
  await kept();
  await rename(partial, join(env.outputDir, job.id));
  return {
    effects: (tx) => [
      insertEpisodeStatement(tx, {
        id: newId(),
        title: job.id,
        fileName: 'effect',
        state: 'ready',
        sizeBytes: process.pid,
        createdAt: Date.now(),
        updatedAt: Date.now(),
      }),
    ],
  };
};

export const stubHandlers: HandlerRegistry = createRegistry({
  probe: stubHandler,
  transcribe: stubHandler,
  suggest: stubHandler,
  render: stubHandler,
  model: stubHandler,
  archive: stubHandler,
});
