import { useSyncExternalStore } from 'react';
import useSWR, { mutate } from 'swr';
import type { ClipView } from '#lib/shared/api/clips.ts';
import type { EpisodeList, EpisodeQuery } from '#lib/shared/api/episode-list.ts';
import type { EpisodeDetail, Waveform } from '#lib/shared/api/episodes.ts';
import type { ModelView } from '#lib/shared/api/models.ts';
import type { SystemView } from '#lib/shared/api/system.ts';
import type { TranscriptAnswer } from '#lib/shared/api/transcript.ts';
import type { ClipFraming } from '#lib/shared/framing.ts';
import type { LearningView } from '#lib/shared/learning/review.ts';
import type { Queue } from '#lib/shared/queue.ts';
import type { StorageUsage } from '#lib/shared/storage.ts';
import type { Note } from '#lib/shared/transcript.ts';
import { ApiError, api, episodesUrl, urls } from './api.ts';
import { clipCalls, learningUrl } from './clip-calls.ts';
import { type ConnectionState, connection } from './connection.ts';
import { keepSame } from './keep-same.ts';
import { clipsInterval, modelsInterval, queueInterval, swrOptions, systemInterval } from './swr-options.ts';

export {
  noteUploaded,
  type ProgressEntry,
  type ProgressPhase,
  refreshEpisodes,
  revalidateEpisode,
  useProgress,
} from './use-progress.ts';

/** `data` stays while it is asked again; `error` is set while the last try failed. */
export interface Loaded<T> {
  readonly data: T | undefined;
  readonly error: ApiError | undefined;
  readonly isLoading: boolean;
  /** Asks again at once. */
  readonly refresh: () => Promise<void>;
}

/** Episodes that fit; while another question is on its way, the last answer stays. */
export function useEpisodes(query: EpisodeQuery): Loaded<EpisodeList> {
  return useLoaded(episodesUrl(query), () => api.episodes(query), { keepPreviousData: true });
}

/** One episode; `error.code` is `episode_not_found` where there is none. */
export function useEpisode(id: string): Loaded<EpisodeDetail> {
  return useLoaded(urls.episode(id), () => api.episode(id));
}

/** The transcript; null where there is none yet. While it grows it is asked again as the progress says so. */
export function useTranscript(id: string): Loaded<TranscriptAnswer | null> {
  return useLoaded(urls.transcript(id), () => loadTranscript(id));
}

export interface ClipsOfEpisode {
  readonly clips: ClipView[];
  /** Why there are none, or fewer than wanted. */
  readonly notes: Note[];
}

/**
 * Clips by rank. While the episode is worked on they are asked again as its progress says so; `rendering`: on a
 * clock, for renders of an episode that is done itself. Clips that stay the same are the same objects.
 */
export function useClips(id: string, rendering: boolean): Loaded<ClipsOfEpisode> {
  return useLoaded(urls.clips(id), () => loadClips(id), { refreshInterval: rendering ? clipsInterval : undefined });
}

/** How a clip's picture is framed, and how its renders are. */
export function useFraming(clipId: string): Loaded<ClipFraming> {
  return useLoaded(urls.framing(clipId), () => api.framing(clipId));
}

/** Loudness over the whole file; null until the file was looked at. */
export function useWaveform(id: string): Loaded<Waveform | null> {
  return useLoaded(urls.waveform(id), () => loadWaveform(id), LASTING);
}

/** The installation: worker, speech engine, storage, limits, settings. */
export function useSystem(): Loaded<SystemView> {
  return useLoaded(urls.system, loadSystem, { refreshInterval: systemInterval });
}

/** Every speech model, asked again while one is being fetched. */
export function useModels(): Loaded<ModelView[]> {
  return useLoaded(urls.models, loadModels, { refreshInterval: modelsInterval });
}

/** What ratings have changed. */
export function useLearning(): Loaded<LearningView> {
  return useLoaded(learningUrl, loadLearning);
}

/** What uses the disk, by kind and episode. */
export function useStorage(): Loaded<StorageUsage> {
  return useLoaded(urls.storage, loadStorage);
}

/** What waits, runs and failed; asked again often while something does. */
export function useQueue(): Loaded<Queue> {
  return useLoaded(urls.queue, loadQueue, { refreshInterval: queueInterval });
}

/** `lost` after five tries in a row without an answer, until there is one. */
export function useConnection(): ConnectionState {
  return useSyncExternalStore(connection.subscribe, connection.get, () => 'ok');
}

const loadLearning = () => clipCalls.learning();
const loadStorage = () => api.storage();
const loadQueue = () => api.queue();
const loadSystem = () => api.system();
const loadModels = () => api.models();

interface LoadOptions<T> {
  /** A function of the module, in milliseconds: a new one would start the clock again. */
  refreshInterval?: ((latest: T | undefined) => number) | undefined;
  keepPreviousData?: boolean;
  revalidateOnFocus?: boolean;
  revalidateOnReconnect?: boolean;
}

/** What stays as it is once it is there, and is asked again when a stage ends. */
const LASTING = { revalidateOnFocus: false, revalidateOnReconnect: false };

function useLoaded<T>(key: string, load: () => Promise<T>, more: LoadOptions<T> = {}): Loaded<T> {
  const options = { ...swrOptions, ...more };
  const { data, error, isLoading } = useSWR<T, unknown>(key, load, options);
  return {
    data,
    error: error === undefined ? undefined : asApiError(error),
    isLoading,
    refresh: async () => {
      await mutate(key);
    },
  };
}

const lastClips = new Map<string, readonly ClipView[]>();

async function loadClips(id: string): Promise<ClipsOfEpisode> {
  const { clips, notes } = await api.clips(id);
  const kept = keepSame(lastClips.get(id), clips);
  lastClips.clear();
  lastClips.set(id, kept);
  return { clips: kept, notes };
}

async function loadTranscript(id: string): Promise<TranscriptAnswer | null> {
  const answer = await api.transcript(id);
  return answer.complete || answer.segments.length > 0 ? answer : null;
}

async function loadWaveform(id: string): Promise<Waveform | null> {
  const answer = await api.waveform(id);
  return answer.complete ? answer : null;
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError({
    code: 'internal',
    title: 'The page failed',
    action: 'Reload it.',
    status: 0,
    cause: error,
  });
}
