import { rm, stat } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '#lib/server/app-error.ts';
import { readJsonIfValid, writeJsonAtomic } from '#lib/server/atomic-json.ts';

/** A build takes all cores for minutes: one that failed is tried again after so long, or once its tools change. */
const REST_MS = 3_600_000;

const toolSchema = z.object({ path: z.string(), changedMs: z.number() });
const failureSchema = z.object({ tools: z.array(toolSchema), at: z.number(), reason: z.string() });

/**
 * Refuses a build that just failed with the same tools.
 *
 * @param folder where the build would have come to lie
 * @throws AppError `engine_missing` with the reason of that time as its cause.
 */
export async function refuseFailedBuild(folder: string, tools: readonly string[], now = Date.now()): Promise<void> {
  const failure = await readJsonIfValid(fileOf(folder), failureSchema);
  if (!failure || now < failure.at || now - failure.at >= REST_MS) return;
  if (JSON.stringify(failure.tools) !== JSON.stringify(await describeTools(tools))) return;
  const next = new Date(failure.at + REST_MS).toISOString();
  throw new AppError('engine_missing', { cause: new Error(`${failure.reason} (tried again after ${next})`) });
}

/** Remembers beside the folder why it could not be built; not where it was for lack of room, which ends any time. */
export async function rememberFailedBuild(folder: string, tools: readonly string[], error: unknown): Promise<void> {
  const reason = reasonOf(error).slice(0, 4000);
  if (/No space left on device|Disk quota exceeded/i.test(reason)) return;
  const failure: z.infer<typeof failureSchema> = { tools: await describeTools(tools), at: Date.now(), reason };
  await writeJsonAtomic(fileOf(folder), failure);
}

export async function forgetFailedBuild(folder: string): Promise<void> {
  await rm(fileOf(folder), { force: true });
}

function fileOf(folder: string): string {
  return `${folder}.failed.json`;
}

async function describeTools(tools: readonly string[]): Promise<z.infer<typeof toolSchema>[]> {
  return await Promise.all(tools.map(async (path) => ({ path, changedMs: (await stat(path)).mtimeMs })));
}

function reasonOf(error: unknown): string {
  if (error instanceof AppError && error.cause instanceof Error) return error.cause.message;
  return error instanceof Error ? error.message : String(error);
}
