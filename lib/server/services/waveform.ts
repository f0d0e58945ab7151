import { listAssets } from '#db/repositories/assets.ts';
import type { AssetRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import { type Waveform, waveformSchema } from '#lib/shared/api/episodes.ts';
import { AppError } from '../app-error.ts';
import { readJson } from '../atomic-json.ts';
import type { AppContext } from '../context.ts';
import { assetPath } from '../paths.ts';

const COVER_BARS = 120;
const CACHE_ENTRIES = 500;

/** An asset's id names its content, so a cover is read once. */
const covers = new Map<string, number[]>();

/**
 * The whole waveform of an episode.
 *
 * @throws AppError `asset_not_found` until the file was looked at
 */
export async function readWaveform(context: AppContext, db: Database, episodeId: string): Promise<Waveform> {
  const asset = (await listAssets(db, episodeId, 'peaks')).at(-1);
  const waveform = asset ? await readJson(assetPath(context.env, asset), waveformSchema) : null;
  if (!waveform) throw new AppError('asset_not_found');
  return waveform;
}

/** 120 values for the cover. A missing or damaged file costs the picture, not the list: empty, and logged. */
export async function coverPeaks(context: AppContext, asset: AssetRow): Promise<number[]> {
  const known = covers.get(asset.id);
  if (known) return known;
  try {
    const waveform = await readJson(assetPath(context.env, asset), waveformSchema);
    const bars = reducePeaks(waveform?.peaks ?? [], COVER_BARS);
    if (covers.size >= CACHE_ENTRIES) covers.clear();
    if (bars.length > 0) covers.set(asset.id, bars);
    return bars;
  } catch (error) {
    context.logger.warn({ err: error, assetId: asset.id }, 'waveform could not be read');
    return [];
  }
}

/** The loudest value of each of `count` equal parts. */
export function reducePeaks(peaks: readonly number[], count: number): number[] {
  if (peaks.length <= count) return [...peaks];
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count));
    return Math.max(...peaks.slice(from, to));
  });
}
