import { AppError } from '#lib/server/app-error.ts';
import { resolveFfmpeg } from '#lib/server/media/ffmpeg-paths.ts';
import { sandboxState } from '#lib/server/media/sandbox/confine.ts';
import { paths } from '#lib/server/paths.ts';
import { findWhisper } from '#workers/engines/binary/resolve.ts';
import { findModel } from '#workers/engines/weights/find-model.ts';
import { type Examined, type Finding, ok, problem, sentenceOf, warning } from './finding.ts';

const OLDEST_NODE = [20, 19] as const;

/** Node, ffmpeg, the speech engine and its weights. */
export async function checkPrograms(examined: Examined): Promise<Finding[]> {
  return [
    checkNode(),
    await checkFfmpeg(examined),
    await checkSandbox(),
    await caught('speech engine', () => checkWhisper(examined)),
    await caught('speech model', () => checkModel(examined)),
  ];
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isOld = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  const text = `${process.versions.node}`;
  return isOld ? problem('Node', `${text} is too old: ${OLDEST_NODE.join('.')} or newer`) : ok('Node', text);
}

async function checkFfmpeg({ env }: Examined): Promise<Finding> {
  return caught('ffmpeg', async () => {
    const { ffmpeg, version, old } = await resolveFfmpeg(env);
    const text = `${version}, ${ffmpeg}`;
    return old ? warning('ffmpeg', `${text}: it works; a newer one is faster and safer`) : ok('ffmpeg', text);
  });
}

/** It works without, less safely: whoever hosts it for others wants to know. */
async function checkSandbox(): Promise<Finding> {
  const { limits, isolation, reason } = await sandboxState();
  const force = [...(limits ? ['limits'] : []), ...(isolation ? ['isolation'] : [])].join(' and ') || 'nothing';
  const text = `${force} in force for ffmpeg and the speech engine`;
  return reason === null ? ok('sandbox', text) : warning('sandbox', `${text}: ${reason}`);
}

async function checkWhisper({ env, signal }: Examined): Promise<Finding> {
  const found = await findWhisper(env, signal);
  if (!found) return warning('speech engine', 'not there yet: the worker builds it at its first start');
  if (found.capabilities.dtw) return ok('speech engine', found.path);
  return warning(
    'speech engine',
    `${found.path} is an older one, word times are coarser: install cmake, with which the worker builds a newer one (where that failed, ${paths.enginesDir(env)} has a .failed.json with the reason)`,
  );
}

async function checkModel({ env }: Examined): Promise<Finding> {
  const found = await findModel(env, env.whisperModel);
  if (!found) return warning('speech model', `${env.whisperModel} is not here yet: the worker fetches it`);
  return ok('speech model', `${found.name}, ${found.path}`);
}

/** What we know how to say becomes a finding. */
async function caught(about: string, check: () => Promise<Finding>): Promise<Finding> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof AppError) return problem(about, sentenceOf(error));
    throw error;
  }
}
