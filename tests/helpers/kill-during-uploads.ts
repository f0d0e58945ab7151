import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { writeBigWav } from './big-file.ts';
import type { Studio } from './studio.ts';
import { itemOf, nodeUploadQueue, pickFile, untilDone } from './upload-client.ts';
import { waitFor } from './wait.ts';

export interface KilledUpload {
  /** Peak resident memory of each web process that lived meanwhile, in MB. */
  readonly peakMb: number[];
  readonly kills: number;
  readonly milliseconds: number;
}

/**
 * Sends a file of this size through the page's own code while the web server is
 * killed with SIGKILL at evenly spread places (with some jitter) and started
 * again; throws where what lies on the server's disk is not what was sent.
 */
export async function uploadThroughKills(
  studio: Studio,
  given: { name: string; sizeBytes: number; kills: number; seed: number; timeoutMs: number },
): Promise<KilledUpload> {
  const path = join(studio.dataDir, given.name);
  const sent = await writeBigWav(path, given.sizeBytes, given.seed);
  const queue = nodeUploadQueue(studio.url);
  const started = Date.now();
  const peakMb: number[] = [];
  try {
    const [id = ''] = await queue.add([await pickFile(path)]);
    const done = untilDone(queue, id, given.timeoutMs);
    // Awaited below; a failure before that must not end the process.
    done.catch(() => undefined);
    let kills = 0;
    for (; kills < given.kills; kills += 1) {
      const place = ((kills + 0.2 + Math.random() * 0.6) / given.kills) * given.sizeBytes;
      await waitFor(() => itemOf(queue, id).sentBytes >= Math.min(place, given.sizeBytes - 1) || isOver(queue, id), {
        timeoutMs: given.timeoutMs,
        everyMs: 5,
        what: `${Math.round(place)} bytes sent`,
      });
      peakMb.push(await peakOf(studio.webPid()));
      await studio.killWeb('SIGKILL');
      await studio.startWeb();
    }
    const item = await done;
    peakMb.push(await peakOf(studio.webPid()));
    const stored = join(studio.dataDir, 'uploads', item.episodeId ?? 'none', 'source.wav');
    const arrived = await sha256Of(stored);
    if (arrived !== sent) throw new Error(`sent ${sent}, arrived ${arrived}`);
    return { peakMb, kills, milliseconds: Date.now() - started };
  } finally {
    await rm(path, { force: true });
  }
}

function isOver(queue: ReturnType<typeof nodeUploadQueue>, id: string): boolean {
  return ['done', 'failed'].includes(itemOf(queue, id).state);
}

/** Peak resident memory of a process in MB; NaN where the system does not tell. */
export async function peakOf(pid: number | null): Promise<number> {
  if (process.platform !== 'linux') return Number.NaN;
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
