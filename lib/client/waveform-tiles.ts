import useSWR from 'swr';
import type { Waveform } from '#lib/shared/api/waveform.ts';
import { episodeCalls } from './episode-calls.ts';
import { swrOptions } from './swr-options.ts';
import { urls } from './urls.ts';

/** Milliseconds of a value on each level of the server, finest first. */
export const WAVE_LEVELS_MS = [10, 40, 160, 640, 2560] as const;
/** Values of one request. */
const TILE_VALUES = 1024;
/** Tiles that stay in memory; an hour on the finest level has 352. */
const TILES_KEPT = 200;

/** Loudness 0-1 in even steps, a part of an episode. */
export interface WavePart {
  readonly fromMs: number;
  readonly toMs: number;
  readonly values: readonly number[];
}

export interface TileRange {
  readonly frameMs: number;
  /** Tiles [first, last] of this level. */
  readonly first: number;
  readonly last: number;
}

/** The tiles that a view needs: of the coarsest level that has a value for every bar. */
export function tilesFor(fromMs: number, toMs: number, msPerBar: number): TileRange {
  const frameMs = WAVE_LEVELS_MS.findLast((each) => each <= msPerBar) ?? WAVE_LEVELS_MS[0];
  const tileMs = frameMs * TILE_VALUES;
  const first = Math.floor(Math.max(0, fromMs) / tileMs);
  return { frameMs, first, last: Math.max(first, Math.ceil(toMs / tileMs) - 1) };
}

/**
 * The waveform between two times, fine enough for bars of this many milliseconds; null until it is there.
 * What is near is shown while the rest loads. A page asks for each tile once.
 */
export function useWavePart(episodeId: string, fromMs: number, toMs: number, msPerBar: number): WavePart | null {
  const range = tilesFor(fromMs, toMs, msPerBar);
  const wanted = msPerBar > 0 && toMs > fromMs;
  const key = wanted ? `${urls.waveform(episodeId)}#${range.frameMs}/${range.first}-${range.last}` : null;
  const { data } = useSWR(key, () => loadTiles(episodeId, range), {
    ...swrOptions,
    keepPreviousData: true,
    revalidateOnFocus: false,
    revalidateOnReconnect: false,
  });
  return data ?? null;
}

async function loadTiles(episodeId: string, { frameMs, first, last }: TileRange): Promise<WavePart | null> {
  const places = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const parts = await Promise.all(places.map((place) => loadTile(episodeId, frameMs, place)));
  const heard = parts.filter((part) => part.complete && part.peaks.length > 0);
  const [start, end] = [heard[0], heard.at(-1)];
  return start && end ? { fromMs: start.fromMs, toMs: end.toMs, values: heard.flatMap((part) => part.peaks) } : null;
}

const tiles = new Map<string, Promise<Waveform>>();

async function loadTile(episodeId: string, frameMs: number, place: number): Promise<Waveform> {
  const key = `${episodeId}/${frameMs}/${place}`;
  const known = tiles.get(key);
  if (known) return known;
  const fromMs = place * frameMs * TILE_VALUES;
  const loading = episodeCalls.waveform(episodeId, {
    fromMs,
    toMs: fromMs + frameMs * TILE_VALUES,
    count: TILE_VALUES,
  });
  if (tiles.size >= TILES_KEPT) tiles.delete(tiles.keys().next().value ?? '');
  tiles.set(key, loading);
  try {
    const part = await loading;
    if (!part.complete) tiles.delete(key);
    return part;
  } catch (error) {
    tiles.delete(key);
    throw error;
  }
}
