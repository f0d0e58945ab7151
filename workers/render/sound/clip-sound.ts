import { join } from 'node:path';
import type { ClipWord } from '#lib/server/captions/caption-text.ts';
import type { Env } from '#lib/server/env.ts';
import { cutSound } from '#lib/server/media/cut-sound.ts';
import type { MediaInfo } from '#lib/server/media/media-info.ts';
import { editWords, type Span } from '#lib/server/tighten/edit-list.ts';
import type { Tighten } from '#lib/shared/states.ts';
import type { Bleep } from '#lib/shared/styles/looks.ts';
import { padSound } from '../cards/cards.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { tightenClip } from '../tighten/tighten-clip.ts';
import { bleepedSpans, bleepFile } from './bleep.ts';
import { keepSound, type SoundFacts, soundName, takeKeptSound } from './kept-sounds.ts';
import { encodeSound } from './sound-level.ts';

/** Another number when the same sound comes out differently: what was kept of earlier versions is not used again. */
const SOUND_VERSION = 2;

export interface SoundWish {
  readonly env: Env;
  /** `sha256`: the sound is kept by that; null: it is not kept. */
  readonly source: { readonly path: string; readonly info: MediaInfo; readonly sha256: string | null };
  readonly startMs: number;
  /** Of the recording. */
  readonly durationMs: number;
  readonly tighten: Tighten;
  /** What was taken out of its middle by hand, on the clip's clock. */
  readonly removed: readonly Span[];
  readonly words: readonly ClipWord[];
  /** ISO 639-1 of what is spoken. */
  readonly language: string;
  /** Silence before and after it. */
  readonly introMs: number;
  readonly outroMs: number;
  readonly targetLufs: number;
  /** What is heard in place of swear words; they are where not given. */
  readonly bleep?: Bleep;
  /** Where sounds are kept for the next render; null for nowhere. */
  readonly keepIn: string | null;
  readonly workDir: string;
  readonly signal: AbortSignal;
}

/** A clip's sound as it will be in the file, and its words on its clock. */
export interface FinishedSound extends SoundFacts {
  /** M4A: AAC as it goes into the file. */
  readonly path: string;
  readonly words: readonly ClipWord[];
}

/**
 * A clip's sound: cut, tightened, levelled, encoded and measured. One that was made before of the same is taken as it
 * is: other captions, another look and another shape cost no work on the sound.
 *
 * @throws AppError `render_check_failed` where it cannot be brought to its loudness; of ffmpeg; the signal's reason.
 */
export async function clipSound(wish: SoundWish): Promise<FinishedSound> {
  const { keepIn, workDir, words } = wish;
  const path = join(workDir, 'sound.m4a');
  const name = nameOf(wish);
  const make = async () => {
    const kept = keepIn && name ? await takeKeptSound(keepIn, name, path) : null;
    if (kept) return kept;
    const made = await makeSound(wish, path);
    if (keepIn && name) await keepSound(keepIn, name, path, made);
    return made;
  };
  const facts = keepIn && name ? await oneAtATime(`${keepIn}/${name}`, make, wish.signal) : await make();
  return { ...facts, path, words: facts.edits ? editWords(facts.edits, words) : words };
}

function nameOf(wish: SoundWish): string | null {
  const { source, startMs, durationMs, tighten, removed, words, language, introMs, outroMs, targetLufs } = wish;
  if (source.sha256 === null) return null;
  // Words decide what is taken out, and nothing else of the sound.
  const edited = tighten !== 'off' || removed.length > 0;
  const cut = edited ? [tighten, removed, language, words.map((word) => [word.startMs, word.endMs, word.text])] : null;
  const bleep = wish.bleep ?? 'off';
  const bleeped = bleep === 'off' ? [] : [bleep, bleepedSpans(words)];
  return soundName([SOUND_VERSION, source.sha256, startMs, durationMs, introMs, outroMs, targetLufs, cut, ...bleeped]);
}

async function makeSound(wish: SoundWish, outPath: string): Promise<SoundFacts> {
  const { env, source, startMs, words, introMs, outroMs, targetLufs, workDir, signal } = wish;
  const cut = await cutSound({
    ...{ env, sourcePath: source.path, info: source.info, workDir, signal },
    ...{ startMs, durationMs: wish.durationMs },
  });
  const tight = await tightenClip({
    ...{ level: wish.tighten, language: wish.language, removed: wish.removed },
    ...{ sound: cut, words, durationMs: wish.durationMs },
  });
  const { sound, durationMs, edits } = tight;
  const { bleep = 'off' } = wish;
  if (bleep !== 'off') await bleepFile(sound.path, bleepedSpans(tight.words), bleep);
  await padSound(sound, introMs, outroMs);
  const totalMs = introMs + durationMs + outroMs;
  const encoded = await encodeSound({ env, sound, durationMs: totalMs, targetLufs, outPath, signal });
  const kept = edits && { keeps: [...edits.keeps], durationMs: edits.durationMs };
  return { levels: [...sound.levels], durationMs, edits: kept, ...encoded };
}
