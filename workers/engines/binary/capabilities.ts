import { z } from 'zod';
import { AppError } from '#lib/server/app-error.ts';
import { runChild } from '#lib/server/media/run-child.ts';

/** What a whisper-cli can do, as its own help says. */
export const capabilitiesSchema = z.object({
  /** "1.9.1", or "unknown" where it does not say. */
  version: z.string(),
  /** Word times by attention: `-dtw`. */
  dtw: z.boolean(),
  /** Flash attention is on unless `-nfa` is given, and DTW needs it off. */
  flashAttentionSwitch: z.boolean(),
  vad: z.boolean(),
});
export type Capabilities = z.infer<typeof capabilitiesSchema>;

const PROBE_MS = 20_000;

/**
 * Asks the program what it can do. Doubles as the smoke test of a built file.
 *
 * @throws AppError `engine_missing` where it does not start or is no whisper-cli with full JSON.
 */
export async function probeCapabilities(path: string, signal: AbortSignal): Promise<Capabilities> {
  const help = await output(path, ['--help'], signal);
  if (!/--output-json-full\b/.test(help) || !/--print-progress\b/.test(help)) {
    throw new AppError('engine_missing', {
      detail: 'The program found as whisper-cli is not one, or is too old to write full JSON',
      cause: new Error(help.slice(0, 500)),
    });
  }
  const version = /--version\b/.test(help) ? await output(path, ['--version'], signal) : '';
  return {
    version: /version:?\s*v?(\d+(?:\.\d+)+)/i.exec(version)?.[1] ?? 'unknown',
    dtw: /\s--dtw\b/.test(help),
    flashAttentionSwitch: /--no-flash-attn\b/.test(help),
    vad: /--vad-model\b/.test(help),
  };
}

async function output(path: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  let text = '';
  const keep = (chunk: Buffer) => {
    if (text.length < 200_000) text += chunk.toString('utf8');
  };
  const result = await runChild({
    file: path,
    args,
    confinement: { kind: 'speech' },
    signal,
    timeoutMs: PROBE_MS,
    onStdout: keep,
    onStderr: keep,
    missingCode: 'engine_missing',
  });
  if (result.exitCode !== 0) {
    // A library that is missing, or instructions that this processor does not know.
    throw new AppError('engine_missing', {
      detail: 'The speech engine does not start on this machine',
      cause: new Error(`${path} ended with ${result.exitCode}: ${result.stderrTail.slice(-1000)}`),
    });
  }
  return text;
}
