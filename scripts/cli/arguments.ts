import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Aspect, aspectSchema, type Tighten, tightenSchema } from '#lib/shared/states.ts';
import { audiogramDesignSchema, captionStyleSchema, type Look, lookSchema } from '#lib/shared/styles/looks.ts';

/** The command was called wrongly: exit code 2, one sentence. */
export class UsageError extends Error {}

/** The command was asked how it is called: the usage on stdout, exit code 0. */
export class HelpWanted extends Error {}

export interface ClipArguments {
  readonly file: string;
  readonly out: string | null;
  readonly count: number;
  readonly aspect: Aspect;
  /** Null: recognised from the sound. */
  readonly language: string | null;
  readonly model: string | null;
  /** A transcript that is there already. */
  readonly transcript: string | null;
  readonly look: Look;
  readonly tighten: Tighten;
}

export interface TranscribeArguments {
  readonly file: string;
  readonly out: string;
  readonly language: string | null;
  /** Write English, whatever is spoken. */
  readonly translate: boolean;
  readonly model: string | null;
  readonly transcript: string | null;
}

const CLIP_USAGE =
  'usage: npm run clip -- FILE [--out DIR] [--count 10] [--aspect 9:16|1:1|4:5|16:9] [--language auto] [--model base] ' +
  '[--transcript words.srt] [--tighten off|light|strong] ' +
  `[--style ${captionStyleSchema.options.join('|')}] [--design ${audiogramDesignSchema.options.join('|')}]`;
const TRANSCRIBE_USAGE =
  'usage: npm run transcribe -- FILE --out words.json [--language auto] [--model base] [--translate] [--transcript words.srt]';

/** @throws UsageError */
export function clipArguments(argv: readonly string[]): ClipArguments {
  const { values, positionals } = parse(argv, CLIP_USAGE, {
    out: { type: 'string' },
    count: { type: 'string', default: '10' },
    aspect: { type: 'string', default: '9:16' },
    language: { type: 'string', default: 'auto' },
    model: { type: 'string' },
    transcript: { type: 'string' },
    style: { type: 'string' },
    design: { type: 'string' },
    tighten: { type: 'string', default: 'off' },
  });
  const count = Number(values.count);
  if (!Number.isInteger(count) || count < 1 || count > 20) {
    throw new UsageError(`--count must be a whole number from 1 to 20; ${CLIP_USAGE}`);
  }
  const aspect = aspectSchema.safeParse(values.aspect);
  if (!aspect.success) throw new UsageError(`--aspect must be 9:16, 1:1, 4:5 or 16:9; ${CLIP_USAGE}`);
  const tighten = tightenSchema.safeParse(values.tighten);
  if (!tighten.success) throw new UsageError(`--tighten must be off, light or strong; ${CLIP_USAGE}`);
  return {
    file: onePath(positionals, CLIP_USAGE),
    out: values.out === undefined ? null : absolute(values.out),
    count,
    aspect: aspect.data,
    language: language(values.language, CLIP_USAGE),
    model: values.model ?? null,
    transcript: values.transcript === undefined ? null : absolute(values.transcript),
    look: look(values.style, values.design),
    tighten: tighten.data,
  };
}

/** @throws UsageError */
export function transcribeArguments(argv: readonly string[]): TranscribeArguments {
  const { values, positionals } = parse(argv, TRANSCRIBE_USAGE, {
    out: { type: 'string' },
    language: { type: 'string', default: 'auto' },
    model: { type: 'string' },
    transcript: { type: 'string' },
    translate: { type: 'boolean' },
  });
  if (values.out === undefined) throw new UsageError(TRANSCRIBE_USAGE);
  return {
    file: onePath(positionals, TRANSCRIBE_USAGE),
    out: absolute(values.out),
    language: language(values.language, TRANSCRIBE_USAGE),
    translate: values.translate !== undefined,
    model: values.model ?? null,
    transcript: values.transcript === undefined ? null : absolute(values.transcript),
  };
}

type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly default?: string }>>;

function parse(argv: readonly string[], usage: string, options: Options) {
  if (argv.includes('--help') || argv.includes('-h')) throw new HelpWanted(usage);
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    const texts: Record<string, string | undefined> = {};
    for (const [name, value] of Object.entries(values)) {
      if (typeof value === 'string') texts[name] = value;
      else if (value === true) texts[name] = 'yes';
    }
    return { values: texts, positionals };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message.split('. ')[0] : 'bad arguments'}; ${usage}`);
  }
}

function look(style: string | undefined, design: string | undefined): Look {
  const chosen = lookSchema.safeParse({ style, design });
  if (chosen.success) return chosen.data;
  const [name] = chosen.error.issues[0]?.path ?? [];
  const options = name === 'design' ? audiogramDesignSchema.options : captionStyleSchema.options;
  throw new UsageError(`--${String(name)} must be one of ${options.join(', ')}; ${CLIP_USAGE}`);
}

function onePath(positionals: readonly string[], usage: string): string {
  const [file, ...more] = positionals;
  if (file === undefined || file === '' || more.length > 0) throw new UsageError(usage);
  return absolute(file);
}

function language(value: string | undefined, usage: string): string | null {
  if (value === undefined || value === 'auto') return null;
  if (!/^[a-z]{2,3}$/.test(value)) throw new UsageError(`--language must be a code such as en, de or auto; ${usage}`);
  return value;
}

/** npm runs scripts in the project's folder; a person's relative path starts where they stand. */
function absolute(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}
