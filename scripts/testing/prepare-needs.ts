import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Env, readEnv } from '#lib/server/env.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg-paths.ts';
import { startPostgres } from '#tests/helpers/postgres.ts';
import { prepareSpeech } from '#workers/engines/prepare-speech.ts';
import { findSynthesizer } from '../speech/synthesizers.ts';
import { projectRoot } from '../supervisor/commands.ts';
import { findChromium } from './chromium.ts';
import { reasonOf } from './reason.ts';

/** What tests need beside the project itself. */
export type Need = 'ffmpeg' | 'postgres' | 'chromium' | 'synthesizer' | 'speech';

export interface Prepared {
  /** Where the tests find it, as variables of their environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** Why something could not be had. */
  readonly problems: ReadonlyMap<Need, string>;
  /** Ends what was started. */
  stop(): Promise<void>;
}

interface Found {
  readonly what: string;
  readonly variables?: Record<string, string>;
  readonly stop?: () => Promise<void>;
}

/** In this order, the slowest last. */
const FINDERS: Readonly<Record<Need, (env: Env, signal: AbortSignal) => Promise<Found>>> = {
  async ffmpeg(env) {
    const { ffmpeg, ffprobe, version } = await resolveFfmpeg(env);
    return { what: `${ffmpeg} (${version})`, variables: { FFMPEG_PATH: ffmpeg, FFPROBE_PATH: ffprobe } };
  },
  async synthesizer() {
    return { what: (await findSynthesizer()).name };
  },
  async postgres() {
    // One server for the whole run, which ends with it: each start costs a second of both cores.
    const server = await startPostgres();
    return { what: server.name, variables: { TEST_POSTGRES_URL: server.url }, stop: server.stop };
  },
  chromium: findChromium,
  async speech(env, signal) {
    let last = '';
    const engine = await prepareSpeech(
      env,
      { model: env.whisperModel },
      ({ message, percent }) => {
        const line = percent === null ? message : `${message} ${Math.floor(percent / 10) * 10} %`;
        if (line !== last) process.stdout.write(`  ${line}\n`);
        last = line;
      },
      signal,
    );
    return {
      what: `${engine.binary}, ${engine.modelPath}`,
      variables: { WHISPER_BIN: engine.binary, MODELS_DIR: dirname(engine.modelPath), WHISPER_MODEL: engine.modelName },
    };
  },
};

/**
 * Finds, starts or fetches what the tests need, with a line for each.
 * The speech engine and weights go where the application itself keeps them, so they are made once on a machine.
 */
export async function prepareNeeds(needs: ReadonlySet<Need>, signal: AbortSignal): Promise<Prepared> {
  const env = readEnv({ ...sharedModels(), ...process.env });
  const variables: Record<string, string> = {};
  const problems = new Map<Need, string>();
  const started: (() => Promise<void>)[] = [];
  for (const [need, find] of Object.entries(FINDERS).filter(isNeeded(needs))) {
    try {
      const found = await find(env, signal);
      Object.assign(variables, found.variables);
      if (found.stop) started.push(found.stop);
      process.stdout.write(`${need.padEnd(12)} ${found.what}\n`);
    } catch (error) {
      const reason = reasonOf(error);
      problems.set(need, reason);
      process.stdout.write(`${need.padEnd(12)} MISSING: ${reason}\n`);
    }
  }
  const stop = async () => {
    await Promise.all(started.map((end) => end()));
  };
  return { variables, problems, stop };
}

type Finder = (typeof FINDERS)[Need];

function isNeeded(needs: ReadonlySet<Need>) {
  const names: ReadonlySet<string> = needs;
  return (entry: [string, Finder]): entry is [Need, Finder] => names.has(entry[0]);
}

/** Real weights that lie beside the project on some machines; a folder that the person has set comes first. */
function sharedModels(): Record<string, string> {
  const folder = join(projectRoot, '..', 'shared', 'models');
  return existsSync(folder) ? { MODELS_DIR: folder } : {};
}
