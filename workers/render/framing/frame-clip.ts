import type { Turn } from '#lib/server/captions/turns.ts';
import type { Env } from '#lib/server/env.ts';
import type { MediaInfo, VideoInfo } from '#lib/server/media/media-info.ts';
import type { Framing } from '#lib/shared/framing.ts';
import { outputRate } from '../encoding.ts';
import { similar } from './crops.ts';
import type { FramingPlan, Size } from './framing-plan.ts';
import { keepLooks, keptLooks, type LooksKey } from './kept-looks.ts';
import { type ClipLooks, lookAtClip } from './look-at-clip.ts';
import { planFraming } from './plan-framing.ts';
import { type Voices, voicesOfSides, voicesOfTurns } from './voices.ts';

/**
 * How the picture of a clip is laid into its shape. A film that cannot be looked
 * at is framed around its middle, with the reason in the plan: no render fails for it.
 *
 * @throws the signal's reason on abort.
 */
export async function frameClip(options: {
  env: Env;
  source: { path: string; info: MediaInfo; sha256: string | null };
  video: VideoInfo;
  startMs: number;
  durationMs: number;
  target: Size;
  choice: Framing;
  turns: readonly Turn[];
  /** Where what was seen is kept for the next render; null for nowhere. */
  keepIn: string | null;
  workDir: string;
  threads: number;
  signal: AbortSignal;
}): Promise<FramingPlan> {
  const { source, video, startMs, durationMs, target, choice, turns, keepIn, signal } = options;
  const { perSecond } = outputRate(video.fps);
  const plan = (looks: ClipLooks | null, note: string | null) =>
    planFraming({ source: video, target, perSecond, looks, voices: looks ? voicesOf(looks, turns) : [], choice, note });
  if (choice.mode === 'manual' || choice.mode === 'fit' || similar(video, target)) return plan(null, null);
  const key: LooksKey | null =
    keepIn && source.sha256 ? { folder: keepIn, sha256: source.sha256, startMs, durationMs } : null;
  try {
    const kept = key && (await keptLooks(key));
    if (kept) return plan(kept, null);
    const looks = await lookAtClip({ ...options, sourcePath: source.path, info: source.info });
    if (key) await keepLooks(key, looks);
    return plan(looks, null);
  } catch (error) {
    signal.throwIfAborted();
    return plan(null, `Faces could not be looked for, so the middle is shown: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const text = cause instanceof Error ? cause.message : String(cause);
  const line =
    text.split('\n').find((each) => /error|cannot|not found|failed/i.test(each)) ?? text.split('\n')[0] ?? '';
  return line.trim().slice(0, 200);
}

/** Who is heard when: a transcript that knows its speakers first, else two channels that differ. */
function voicesOf(looks: ClipLooks, turns: readonly Turn[]): Voices {
  const count = looks.looks.length;
  if (new Set(turns.map((turn) => turn.speaker)).size >= 2) {
    return voicesOfTurns(turns, count, (looks.step / looks.perSecond) * 1000);
  }
  return looks.sides ? voicesOfSides(looks.sides) : [];
}
