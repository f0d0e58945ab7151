import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { HelpWanted, UsageError } from '../cli/arguments.ts';
import { TARGETS, type Target } from './cross-validate.ts';

const TRAIN_USAGE =
  'usage: npm run clips:train -- DIR [--no-embeddings] [--no-figures] [--out FOLDER] (DIR: episodes in clipbench format)';
const PREDICT_USAGE = 'usage: npm run clips:predict -- DIR OUT.jsonl [--target-seconds 30|50] [--no-embeddings]';
const BENCH_USAGE = 'usage: npm run bench:clips [-- DIR] [--no-embeddings]';

const ROOT = join(import.meta.dirname, '..', '..');

export interface TrainArguments {
  readonly dir: string;
  readonly embeddings: boolean;
  readonly crossValidate: boolean;
  readonly out: string;
}

export interface PredictArguments {
  readonly dir: string;
  readonly out: string;
  readonly targetSeconds: Target;
  readonly embeddings: boolean;
}

export interface BenchArguments {
  readonly dir: string;
  readonly embeddings: boolean;
}

/** @throws UsageError */
export function trainArguments(argv: readonly string[]): TrainArguments {
  const { values, positionals } = parse(argv, TRAIN_USAGE);
  const [dir, ...more] = positionals;
  if (dir === undefined || more.length > 0) throw new UsageError(TRAIN_USAGE);
  return {
    dir: absolute(dir),
    embeddings: values['no-embeddings'] !== true,
    crossValidate: values['no-figures'] !== true,
    out: typeof values.out === 'string' ? absolute(values.out) : join(ROOT, 'workers', 'scoring', 'model'),
  };
}

/** @throws UsageError */
export function predictArguments(argv: readonly string[]): PredictArguments {
  const { values, positionals } = parse(argv, PREDICT_USAGE);
  const [dir, out, ...more] = positionals;
  if (dir === undefined || out === undefined || more.length > 0) throw new UsageError(PREDICT_USAGE);
  const targetSeconds = TARGETS.find((target) => String(target) === (values['target-seconds'] ?? '30'));
  if (targetSeconds === undefined) throw new UsageError(`--target-seconds must be 30 or 50; ${PREDICT_USAGE}`);
  return { dir: absolute(dir), out: absolute(out), targetSeconds, embeddings: values['no-embeddings'] !== true };
}

/** @throws UsageError */
export function benchArguments(argv: readonly string[]): BenchArguments {
  const { values, positionals } = parse(argv, BENCH_USAGE);
  const [dir, ...more] = positionals;
  if (more.length > 0) throw new UsageError(BENCH_USAGE);
  return {
    dir: dir === undefined ? join(ROOT, '..', 'shared', 'clipbench', 'dev') : absolute(dir),
    embeddings: values['no-embeddings'] !== true,
  };
}

function parse(argv: readonly string[], usage: string) {
  if (argv.includes('--help') || argv.includes('-h')) throw new HelpWanted(usage);
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      strict: true,
      options: {
        'no-embeddings': { type: 'boolean' },
        'no-figures': { type: 'boolean' },
        'target-seconds': { type: 'string' },
        out: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message.split('. ')[0] : 'bad arguments'}; ${usage}`);
  }
}

/** npm runs scripts in the project's folder; a person's relative path starts where they stand. */
function absolute(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}
