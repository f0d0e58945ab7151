import type { ClipWord } from '#lib/server/captions/caption-text.ts';
import type { ClipSound } from '#lib/server/media/cut-sound.ts';
import { LEVELS_PER_SECOND } from '#lib/server/media/cut-sound.ts';
import { type EditList, editWords, type Span, toRecorded } from '#lib/server/tighten/edit-list.ts';
import { envelopeOf } from '#lib/server/tighten/envelope.ts';
import { readFloatWav, writeFloatWav } from '#lib/server/tighten/float-wav.ts';
import { planEdits } from '#lib/server/tighten/plan-edits.ts';
import type { Tighten } from '#lib/shared/states.ts';
import { spliceSound } from './splice-sound.ts';

export interface TightClip {
  readonly sound: ClipSound;
  readonly words: readonly ClipWord[];
  readonly durationMs: number;
  /** What of the recording is kept; null where it is all. */
  readonly edits: EditList | null;
}

/**
 * Takes pauses and fillers out of a clip's sound and words. The file of the sound
 * is written again where anything goes.
 */
export async function tightenClip(options: {
  level: Tighten;
  /** ISO 639-1 of what is spoken. */
  language: string;
  sound: ClipSound;
  words: readonly ClipWord[];
  durationMs: number;
  /** What was taken out of its middle by hand, on the clip's clock. */
  removed?: readonly Span[];
}): Promise<TightClip> {
  const { level, language, sound, words, durationMs, removed = [] } = options;
  const untouched: TightClip = { sound, words, durationMs, edits: null };
  if (removed.length === 0 && (level === 'off' || sound.silent)) return untouched;
  const recorded = await readFloatWav(sound.path);
  const envelope = envelopeOf(recorded);
  const edits = planEdits({
    ...{ words, language, envelope, durationMs, removed },
    level: sound.silent ? 'off' : level,
  });
  if (edits.durationMs >= durationMs) return untouched;
  await writeFloatWav(sound.path, spliceSound(recorded, edits));
  const count = Math.ceil((edits.durationMs * LEVELS_PER_SECOND) / 1000);
  const levels = Array.from({ length: count }, (_, at) => {
    const ms = toRecorded(edits, (at * 1000) / LEVELS_PER_SECOND);
    return sound.levels[Math.floor((ms * LEVELS_PER_SECOND) / 1000)] ?? 0;
  });
  return { sound: { ...sound, levels }, words: editWords(edits, words), durationMs: edits.durationMs, edits };
}
