import { AppError } from '#lib/server/app-error.ts';
import { runChild } from '#lib/server/media/run-child.ts';

const QUANTIZE_MS = 10 * 60_000;

/**
 * Makes weights smaller with whisper.cpp's own tool.
 *
 * @param kind e.g. "q5_1"
 * @throws AppError `model_damaged` where the tool fails; the signal's reason.
 */
export async function quantize(options: {
  tool: string;
  from: string;
  to: string;
  kind: string;
  signal: AbortSignal;
}): Promise<void> {
  const result = await runChild({
    file: options.tool,
    args: [options.from, options.to, options.kind],
    confinement: { kind: 'tool' },
    signal: options.signal,
    timeoutMs: QUANTIZE_MS,
    missingCode: 'engine_missing',
    onStdout: () => undefined,
  });
  if (result.exitCode === 0) return;
  throw new AppError(/No space left/i.test(result.stderrTail) ? 'disk_full' : 'model_damaged', {
    cause: new Error(`quantize ended with ${result.exitCode}: ${result.stderrTail.slice(-1000)}`),
  });
}
