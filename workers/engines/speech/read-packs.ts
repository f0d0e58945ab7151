import { formatTimecode } from '#lib/shared/time.ts';
import { attentionLagMs } from '../weights/model-facts.ts';
import { type DecodeContext, decodePacks, keptOutputs } from './decode-packs.ts';
import { expectedWork, packsToRepeat, WIDE_COST } from './doubtful.ts';
import { FRAME_MS } from './envelope.ts';
import type { Hearing } from './hearing.ts';
import { createPace, type Pace } from './pace.ts';
import { betterReading, type PackWords, packWords } from './pack-words.ts';
import { lengthMs, type Pack } from './packs.ts';
import type { DecodeSettings } from './run-whisper.ts';
import type { WhisperOutput } from './whisper-json.ts';

export interface ReadOptions {
  readonly context: DecodeContext;
  readonly hearing: Hearing;
  readonly settings: DecodeSettings;
  /** Language of the text: that of the speech, or English where it is translated. */
  readonly language: string;
  readonly onProgress: (update: { percent: number; etaMs: number | null; message: string }) => void;
  /** A result was kept. */
  readonly onKept: () => Promise<void>;
  /** What was read so far has grown. */
  readonly onRead: (readings: ReadonlyMap<number, PackWords>) => Promise<void>;
}

const GREEDY = 1;
const WIDE = 5;
const TELL_EVERY_MS = 1000;

/**
 * Every pack's words, by the pack's number. All are heard once, greedily. Those
 * that ran in a circle or that the engine is unsure of are heard again with a
 * wider search (a bounded share of them), and what still runs in a circle once
 * more, with other thresholds and without the prompt. What an earlier attempt
 * kept is not done again.
 *
 * @throws AppError of the engine; the signal's reason.
 */
export async function readPacks(options: ReadOptions): Promise<Map<number, PackWords>> {
  const { context, hearing, settings } = options;
  const { packs } = context;
  const lengths = packs.map(lengthMs);
  const readings = new Map<number, PackWords>();
  const all = packs.map((_, index) => index);
  const greedy = { ...settings, beams: GREEDY };
  const kept = await keptOutputs(context, greedy, all);
  for (const [index, output] of kept) take(index, output);
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, index) => total + (lengths[index] ?? 0), 0);
  const step = sum(all) / Math.max(1, packs.length);
  const pace = createPace({ total: expectedWork(readings, lengths), kept: sum(kept.keys()), step });
  let listensAgain = false;
  const tell = () => {
    const progress = progressOf(pace, readings, packs, hearing);
    options.onProgress(listensAgain ? { ...progress, message: 'Listening again where it was unclear' } : progress);
  };
  const telling = setInterval(tell, TELL_EVERY_MS);
  try {
    tell();
    const missing = all.filter((index) => !kept.has(index));
    await decodePacks(context, greedy, missing, async (index, output) => {
      take(index, output);
      pace.add(lengths[index] ?? 0);
      pace.grow(expectedWork(readings, lengths));
      tell();
      await options.onKept();
      await options.onRead(readings);
    });
    await again({ ...settings, beams: WIDE }, packsToRepeat(readings, lengths));
    const circling = all.filter((index) => readings.get(index)?.looped);
    // What was said before can be what runs in a circle: this time without it.
    await again({ ...settings, beams: WIDE, wary: true, prompt: null }, circling);
    return readings;
  } finally {
    clearInterval(telling);
  }

  function take(index: number, output: WhisperOutput): void {
    const pack = packs[index];
    if (!pack) return;
    const reading = packWords(hearing, pack, output, options.language, attentionLagMs(context.engine.dtwPreset));
    const before = readings.get(index);
    readings.set(index, before ? betterReading(before, reading) : reading);
  }

  async function again(other: DecodeSettings, numbers: readonly number[]): Promise<void> {
    const done = await keptOutputs(context, other, numbers);
    for (const [index, output] of done) take(index, output);
    const open = numbers.filter((index) => !done.has(index));
    if (open.length > 0) listensAgain = true;
    await decodePacks(context, other, open, async (index, output) => {
      take(index, output);
      pace.add((lengths[index] ?? 0) * WIDE_COST);
      tell();
      await options.onKept();
    });
  }
}

function progressOf(pace: Pace, readings: ReadonlyMap<number, PackWords>, packs: readonly Pack[], hearing: Hearing) {
  const lastMs = Math.max(0, ...[...readings.keys()].map((index) => endMs(packs[index])));
  const heardMs = (lastMs / Math.max(1, hearing.timelineMs)) * hearing.durationMs;
  const message = `Listening: ${formatTimecode(heardMs)} of ${formatTimecode(hearing.durationMs)}`;
  return { percent: pace.percent(), etaMs: pace.etaMs(), message };
}

function endMs(pack: Pack | undefined): number {
  return (pack?.pieces.at(-1)?.to ?? 0) * FRAME_MS;
}
