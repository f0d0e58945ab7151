import type { AssetRow } from '#db/rows.ts';
import { readJson } from '../../atomic-json.ts';
import type { AppContext } from '../../context.ts';
import { levelsOf, soundFileSchema } from '../../media/sound-levels.ts';
import type { WaveformPart } from '../../media/waveform-file.ts';
import { loudnessBytes } from '../../media/waveform-levels.ts';
import { assetPath } from '../../paths.ts';

const KEPT = 8;

interface Whole {
  readonly frameMs: number;
  readonly values: Uint8Array;
}

/** Of the episodes that were looked at last. An asset's id names its content. */
const known = new Map<string, Whole>();

/**
 * A part of the waveform of an episode from before there was `waveform.bin`: from how loud it is 20 times a
 * second. Null where the file is not there.
 */
export async function readPartOfSound(
  context: AppContext,
  asset: AssetRow,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<WaveformPart | null> {
  const whole = known.get(asset.id) ?? (await readWhole(context, asset));
  if (!whole) return null;
  const { frameMs, values } = whole;
  const first = Math.min(values.length, Math.floor(fromMs / frameMs));
  return { frameMs, first, values: values.subarray(first, Math.ceil(toMs / frameMs)) };
}

async function readWhole(context: AppContext, asset: AssetRow): Promise<Whole | null> {
  const file = await readJson(assetPath(context.env, asset), soundFileSchema);
  if (!file) return null;
  const whole = {
    frameMs: file.frameMs,
    values: loudnessBytes(levelsOf(file).map((decibels) => 10 ** (decibels / 20))),
  };
  if (known.size >= KEPT) known.delete(known.keys().next().value ?? '');
  known.set(asset.id, whole);
  return whole;
}
