import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#lib/server/app-error.ts';
import { runChild } from '#lib/server/media/run-child.ts';
import { findProgram, isExecutable } from '../find-program.ts';
import { calmStep, type OnStep } from '../status.ts';
import { toolEnvironment } from '../tool-environment.ts';
import { cmakeSources, type EngineSources, makeSources } from './sources.ts';

/** A way to build on this machine. `build` leaves the programs in a folder of its own below `work`. */
export interface BuildRoad {
  readonly label: string;
  /** The programs that it is built with. */
  readonly tools: readonly string[];
  build(options: { work: string; jobs: number; onStep: OnStep; signal: AbortSignal }): Promise<BuiltFiles>;
}

export interface BuiltFiles {
  readonly cli: string;
  /** Makes weights smaller; null where this road does not build it. */
  readonly quantize: string | null;
}

const ignoreLine = () => undefined;
const BUILD_MS = 30 * 60_000;
const MESSAGE = 'Building the speech engine';

/** The roads that this machine's tools allow, the better one first. */
export async function buildRoads(): Promise<BuildRoad[]> {
  const compiler = await findProgram('c++', 'g++', 'clang++', 'cl');
  const cmake = await findProgram('cmake');
  const make = await findProgram('make', 'gmake');
  const roads: BuildRoad[] = [];
  const newer = cmakeSources();
  if (cmake && newer && compiler) roads.push(cmakeRoad(cmake, compiler, newer));
  const older = makeSources();
  if (make && older && compiler) roads.push(makeRoad(make, compiler, older));
  return roads;
}

function cmakeRoad(cmake: string, compiler: string, sources: EngineSources): BuildRoad {
  return {
    label: sources.label,
    tools: [cmake, compiler],
    async build({ work, jobs, onStep, signal }) {
      const step = calmStep(onStep);
      step(MESSAGE, 0);
      const folder = join(work, 'build');
      // Its configuration writes beside the sources, which may lie where this user cannot.
      const copied = join(work, 'sources');
      await cp(sources.folder, copied, { recursive: true });
      const flags = ['-DCMAKE_BUILD_TYPE=Release', '-DBUILD_SHARED_LIBS=OFF', '-DWHISPER_BUILD_TESTS=OFF'];
      // Built where it runs, so the processor's own instructions may be used (GGML_NATIVE stays on).
      flags.push('-DWHISPER_BUILD_SERVER=OFF', '-DGGML_CCACHE=OFF');
      await tool(cmake, ['-S', copied, '-B', folder, ...flags], { cwd: work, signal, onLine: ignoreLine });
      const onLine = (line: string) => {
        const percent = /^\[\s*(\d+)%\]/.exec(line)?.[1];
        if (percent) step(MESSAGE, Number(percent));
      };
      const build = (target: string) =>
        tool(cmake, ['--build', folder, '--config', 'Release', '--target', target, '--parallel', String(jobs)], {
          cwd: work,
          signal,
          onLine,
        });
      await build('whisper-cli');
      const cli = await builtFile(folder, 'whisper-cli');
      let quantize: string | null = null;
      try {
        await build('whisper-quantize');
        quantize = await builtFile(folder, 'whisper-quantize');
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof AppError)) throw error;
        // Without it, converted weights are used as they are: larger, just as good.
      }
      return { cli, quantize };
    },
  };
}

function makeRoad(make: string, compiler: string, sources: EngineSources): BuildRoad {
  return {
    label: sources.label,
    tools: [make, compiler],
    async build({ work, jobs, onStep, signal }) {
      const step = calmStep(onStep);
      step(MESSAGE, null);
      const folder = join(work, 'sources');
      await mkdir(folder);
      await cp(sources.folder, folder, { recursive: true });
      // The Makefile builds beside its sources and reports nothing: count the compiler's calls instead.
      let calls = 0;
      const onLine = (line: string) => {
        if (/\s-c\s|\s-o\s/.test(line)) step(MESSAGE, Math.min(95, (calls++ / EXPECTED_COMPILER_CALLS) * 100));
      };
      const args = [`CXX=${compiler}`, '-j', String(jobs)];
      await tool(make, [...args, 'main'], { cwd: folder, signal, onLine });
      return { cli: join(folder, 'main'), quantize: null };
    },
  };
}

const EXPECTED_COMPILER_CALLS = 9;

async function builtFile(folder: string, name: string): Promise<string> {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  for (const path of [join(folder, 'bin', file), join(folder, 'bin', 'Release', file)]) {
    if (await isExecutable(path)) return path;
  }
  throw new AppError('engine_missing', { cause: new Error(`the build made no ${file}`) });
}

interface ToolOptions {
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

async function tool(file: string, args: readonly string[], options: ToolOptions): Promise<void> {
  let rest = '';
  const result = await runChild({
    file,
    args,
    confinement: { kind: 'tool' },
    cwd: options.cwd,
    signal: options.signal,
    env: toolEnvironment(),
    timeoutMs: BUILD_MS,
    missingCode: 'engine_missing',
    onStdout: (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = (lines.pop() ?? '').slice(-10_000);
      for (const line of lines) options.onLine(line);
    },
  });
  if (result.exitCode !== 0) {
    throw new AppError('engine_missing', {
      cause: new Error(`${file} ${args.join(' ')} ended with ${result.exitCode}: ${result.stderrTail.slice(-3000)}`),
    });
  }
}
