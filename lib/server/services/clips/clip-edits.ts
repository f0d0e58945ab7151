import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PQueue from 'p-queue';
import type { Tighten } from '#lib/shared/states.ts';
import type { ClipWord } from '../../captions/caption-text.ts';
import type { Env } from '../../env.ts';
import { cutSound } from '../../media/cut-sound.ts';
import type { MediaInfo } from '../../media/media-info.ts';
import { type EditList, type Span, withoutSpans } from '../../tighten/edit-list.ts';
import { envelopeOf } from '../../tighten/envelope.ts';
import { readFloatWav } from '../../tighten/float-wav.ts';
import { planEdits } from '../../tighten/plan-edits.ts';

export interface EditedClip {
  readonly source: { readonly id: string; readonly path: string; readonly info: MediaInfo };
  readonly startMs: number;
  readonly durationMs: number;
  /** On the clip's clock. */
  readonly words: readonly ClipWord[];
  readonly removed: readonly Span[];
  readonly level: Tighten;
  readonly language: string;
}

interface Heard {
  readonly envelope: Float32Array;
  readonly silent: boolean;
}

/** Loudness of clips that were listened to: the next change of their words asks for the same. */
const heard = new Map<string, Promise<Heard>>();
const MOST_HEARD = 24;
/** Decoded sound takes 23 MB a minute, twice: longer clips are cut at the times that are given, and not tightened. */
export const LONGEST_HEARD_MS = 600_000;
/** Every position of an end that is dragged is another clip. */
const listeners = new PQueue({ concurrency: 2 });

/** What of a clip is kept in its render; null for all of it. The sound is listened to only where something goes. */
export async function editsOfClip(env: Env, clip: EditedClip): Promise<EditList | null> {
  if (clip.level === 'off' && clip.removed.length === 0) return null;
  if (clip.durationMs > LONGEST_HEARD_MS) {
    return clip.removed.length === 0 ? null : withoutSpans(clip.durationMs, clip.removed);
  }
  const { envelope, silent } = await heardOf(env, clip);
  const edits = planEdits({ ...clip, envelope, level: silent ? 'off' : clip.level });
  return edits.durationMs >= clip.durationMs ? null : edits;
}

async function heardOf(env: Env, clip: EditedClip): Promise<Heard> {
  const { source, startMs, durationMs } = clip;
  const key = `${source.id} ${startMs} ${durationMs}`;
  const known = heard.get(key);
  if (known) return known;
  const listening = listeners.add(() => listen(env, clip));
  heard.set(key, listening);
  if (heard.size > MOST_HEARD) heard.delete(heard.keys().next().value ?? key);
  try {
    return await listening;
  } catch (error) {
    heard.delete(key);
    throw error;
  }
}

async function listen(env: Env, clip: EditedClip): Promise<Heard> {
  const { source, startMs, durationMs } = clip;
  // Whoever asks next waits for the same: it is not ended with the first request.
  const { signal } = new AbortController();
  const workDir = await mkdtemp(join(tmpdir(), 'podpromo-listen-'));
  try {
    const sound = await cutSound({
      ...{ env, sourcePath: source.path, info: source.info, workDir, signal },
      ...{ startMs, durationMs },
    });
    return { envelope: envelopeOf(await readFloatWav(sound.path)), silent: sound.silent };
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
