import type { ClipView } from '#lib/shared/api/clips.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import type { TranscriptAnswer } from '#lib/shared/api/transcript.ts';
import type { Waveform } from '#lib/shared/api/waveform.ts';
import type { ClipFraming } from '#lib/shared/framing.ts';
import type { Note } from '#lib/shared/transcript.ts';
import { episodeCalls } from './episode-calls.ts';
import { keepSame } from './keep-same.ts';
import { clipsInterval } from './swr-options.ts';
import { urls } from './urls.ts';
import { type Loaded, useLoaded } from './use-loaded.ts';

/** One episode; `error.code` is `episode_not_found` where there is none. */
export function useEpisode(id: string): Loaded<EpisodeDetail> {
  return useLoaded(urls.episode(id), () => episodeCalls.episode(id));
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
  return useLoaded(urls.framing(clipId), () => episodeCalls.framing(clipId));
}

/** Loudness over the whole file; null until the file was looked at. */
export function useWaveform(id: string): Loaded<Waveform | null> {
  return useLoaded(urls.waveform(id), () => loadWaveform(id), LASTING);
}

/** What stays as it is once it is there, and is asked again when a stage ends. */
const LASTING = { revalidateOnFocus: false, revalidateOnReconnect: false };

const lastClips = new Map<string, readonly ClipView[]>();

async function loadClips(id: string): Promise<ClipsOfEpisode> {
  const { clips, notes } = await episodeCalls.clips(id);
  const kept = keepSame(lastClips.get(id), clips);
  lastClips.clear();
  lastClips.set(id, kept);
  return { clips: kept, notes };
}

async function loadTranscript(id: string): Promise<TranscriptAnswer | null> {
  const answer = await episodeCalls.transcript(id);
  return answer.complete || answer.segments.length > 0 ? answer : null;
}

async function loadWaveform(id: string): Promise<Waveform | null> {
  const answer = await episodeCalls.waveform(id);
  return answer.complete ? answer : null;
}
