import { z } from 'zod';
import { listAssets } from '#db/repositories/assets.ts';
import type { AssetRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { Waveform, WaveformQuery } from '#lib/shared/api/waveform.ts';
import { readJson } from '../../atomic-json.ts';
import type { AppContext } from '../../context.ts';
import { readWaveformPart } from '../../media/waveform-file.ts';
import { assetPath } from '../../paths.ts';
import { readPartOfSound } from './waveform-of-sound.ts';

const COVER_BARS = 120;
const CACHE_ENTRIES = 500;
/** Values of a whole episode where no number is asked for. */
const WHOLE = 1200;

/** `peaks.json`: 1200 loudness values 0-1 over the whole file. */
const peaksFileSchema = z.object({ durationMs: z.number(), peaks: z.array(z.number()) });

/** Until the file was looked at. */
const NOT_YET: Waveform = { complete: false, durationMs: 0, fromMs: 0, toMs: 0, peaks: [] };

/** An asset's id names its content, so a cover is read once. */
const covers = new Map<string, number[]>();

/**
 * A part of an episode's waveform, or all of it, with as many values as asked for (fewer where the finest
 * level has fewer). Episodes from before there was a fine waveform answer from what else was measured.
 */
export async function readWaveform(
  context: AppContext,
  db: Database,
  episodeId: string,
  query: WaveformQuery = {},
): Promise<Waveform> {
  const assets = await listAssets(db, episodeId);
  const coarse = assets.findLast(({ kind }) => kind === 'peaks');
  const whole = coarse ? await readJson(assetPath(context.env, coarse), peaksFileSchema) : null;
  if (!whole) return NOT_YET;
  const { durationMs } = whole;
  const fromMs = Math.min(query.from ?? 0, durationMs);
  const toMs = query.to ?? durationMs;
  const count = query.count ?? WHOLE;
  const fine = assets.findLast(({ kind }) => kind === 'waveform');
  const ofAll = query.from === undefined && query.to === undefined && count <= whole.peaks.length;
  const sound = assets.findLast(({ kind }) => kind === 'sound');
  const range = { fromMs, toMs, count };
  let part = null;
  if (!ofAll && toMs > fromMs) {
    part = fine ? await readWaveformPart(assetPath(context.env, fine), range) : null;
    part ??= sound ? await readPartOfSound(context, sound, range) : null;
  }
  if (!part) return { complete: true, durationMs, ...cutPeaks(whole, range) };
  const { frameMs, first, values } = part;
  return {
    complete: true,
    durationMs,
    fromMs: first * frameMs,
    toMs: (first + values.length) * frameMs,
    peaks: reducePeaks(values, count).map((value) => Math.round((value / 255) * 1000) / 1000),
  };
}

/** The part of the values that covers this time. */
function cutPeaks(
  { peaks, durationMs }: { peaks: readonly number[]; durationMs: number },
  { fromMs, toMs, count }: { fromMs: number; toMs: number; count: number },
): Pick<Waveform, 'fromMs' | 'toMs' | 'peaks'> {
  if (peaks.length === 0 || durationMs <= 0) return { fromMs, toMs, peaks: [] };
  const frameMs = durationMs / peaks.length;
  const first = Math.floor(fromMs / frameMs);
  const end = Math.min(peaks.length, Math.ceil(toMs / frameMs));
  return { fromMs: first * frameMs, toMs: end * frameMs, peaks: reducePeaks(peaks.slice(first, end), count) };
}

/** 120 values for the cover. A missing or damaged file costs the picture, not the list: empty, and logged. */
export async function coverPeaks(context: AppContext, asset: AssetRow): Promise<number[]> {
  const known = covers.get(asset.id);
  if (known) return known;
  try {
    const waveform = await readJson(assetPath(context.env, asset), peaksFileSchema);
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
export function reducePeaks(peaks: ArrayLike<number>, count: number): number[] {
  if (peaks.length <= count) return Array.from(peaks);
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count));
    let loudest = 0;
    for (let index = from; index < to; index += 1) loudest = Math.max(loudest, peaks[index] ?? 0);
    return loudest;
  });
}
