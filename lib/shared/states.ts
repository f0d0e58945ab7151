import * as z from 'zod/mini';

/**
 * What a job does. One episode runs through the first four in this order; there is one render job a clip.
 * `model` fetches the weights of a speech model, `archive` makes an episode small: neither is a step of an episode.
 */
export const jobKindSchema = z.enum(['probe', 'transcribe', 'suggest', 'render', 'model', 'archive']);
export type JobKind = z.infer<typeof jobKindSchema>;

/** `poisoned`: crashed twice in a row without progress; its input is kept. */
export const jobStatusSchema = z.enum(['queued', 'running', 'succeeded', 'failed', 'canceled', 'poisoned']);
export type JobStatus = z.infer<typeof jobStatusSchema>;

export const LIVE_JOB_STATUSES = ['queued', 'running'] as const satisfies readonly JobStatus[];

export const episodeStateSchema = z.enum(['queued', 'processing', 'ready', 'failed', 'canceled']);
export type EpisodeState = z.infer<typeof episodeStateSchema>;

export const renderStatusSchema = z.enum(['queued', 'running', 'done', 'failed', 'canceled']);
export type RenderStatus = z.infer<typeof renderStatusSchema>;

/** Where a clip comes from: found by the scorer, or set by hand. */
export const clipOriginSchema = z.enum(['suggested', 'manual']);
export type ClipOrigin = z.infer<typeof clipOriginSchema>;

/** How much is taken out of a clip: silence and words like "um". */
export const tightenSchema = z.enum(['off', 'light', 'strong']);
export type Tighten = z.infer<typeof tightenSchema>;

export const aspectSchema = z.enum(['9:16', '1:1', '4:5', '16:9']);
export type Aspect = z.infer<typeof aspectSchema>;

/** Picture size in pixels of each aspect. */
export const ASPECT_SIZES: Readonly<Record<Aspect, { width: number; height: number }>> = {
  '9:16': { width: 1080, height: 1920 },
  '1:1': { width: 1080, height: 1080 },
  '4:5': { width: 1080, height: 1350 },
  '16:9': { width: 1920, height: 1080 },
};

export const assetKindSchema = z.enum([
  'source',
  'archive',
  'artwork',
  'peaks',
  'waveform',
  'sound',
  'clip_video',
  'clip_srt',
  'clip_vtt',
  'clip_poster',
]);
export type AssetKind = z.infer<typeof assetKindSchema>;

/** `speech`: heard by the engine here; `import`: given as a file. */
export const transcriptOriginSchema = z.enum(['speech', 'import']);
export type TranscriptOrigin = z.infer<typeof transcriptOriginSchema>;

/** Which data folder an asset's path is relative to. */
export const assetRootSchema = z.enum(['uploads', 'transcripts', 'clips', 'output', 'brand']);
export type AssetRoot = z.infer<typeof assetRootSchema>;
