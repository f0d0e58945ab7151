import * as z from 'zod/mini';
import { PLATFORM_LENGTHS, type Platform, platformSchema } from './platform-lengths.ts';
import { type Aspect, aspectSchema } from './states.ts';

/** What of a clip can be saved. `mp4`, `srt` and `vtt` are files that are there; the others are made when asked for. */
export const exportKindSchema = z.enum([
  ...['mp4', 'm4a', 'mp3', 'wav', 'gif', 'webp', 'jpg', 'srt', 'vtt', 'fcpxml', 'edl', 'zip'],
] as const);
export type ExportKind = z.infer<typeof exportKindSchema>;

export const EXPORTS: Readonly<Record<ExportKind, { readonly name: string; readonly mimeType: string }>> = {
  mp4: { name: 'Video (MP4)', mimeType: 'video/mp4' },
  m4a: { name: 'Sound (M4A)', mimeType: 'audio/mp4' },
  mp3: { name: 'Sound (MP3)', mimeType: 'audio/mpeg' },
  wav: { name: 'Sound (WAV)', mimeType: 'audio/wav' },
  gif: { name: 'Moving preview (GIF)', mimeType: 'image/gif' },
  webp: { name: 'Moving preview (WebP)', mimeType: 'image/webp' },
  jpg: { name: 'Thumbnail (JPG)', mimeType: 'image/jpeg' },
  srt: { name: 'Captions (SRT)', mimeType: 'application/x-subrip' },
  vtt: { name: 'Captions (VTT)', mimeType: 'text/vtt' },
  fcpxml: { name: 'Timeline (FCPXML)', mimeType: 'application/xml' },
  edl: { name: 'Edit list (EDL)', mimeType: 'text/plain' },
  zip: { name: 'Everything (ZIP)', mimeType: 'application/zip' },
};

export const exportPresetSchema = z.enum([...platformSchema.options, 'square']);
export type ExportPreset = z.infer<typeof exportPresetSchema>;

export interface PresetRules {
  readonly name: string;
  readonly aspect: Aspect;
  readonly minSeconds: number;
  readonly maxSeconds: number;
  readonly maxBytes: number;
  /** Megabits a second. */
  readonly maxMbps: number;
  /** Where size and bitrate come from; lengths: `PLATFORM_LENGTHS`. */
  readonly source: string;
}

const MB = 1_000_000;
const rules = (platform: Platform, rest: Omit<PresetRules, 'name' | 'maxSeconds'>): PresetRules => ({
  name: PLATFORM_LENGTHS[platform].name,
  maxSeconds: PLATFORM_LENGTHS[platform].acceptsSeconds,
  ...rest,
});

/**
 * What platforms take, as of November 2026. Our own encoding (H.264 High, AAC 48 kHz, at most 12 Mbit/s, closed
 * groups of two seconds) lies inside all of them, so that a preset chooses a shape and checks; nothing is encoded twice.
 */
export const EXPORT_PRESETS: Readonly<Record<ExportPreset, PresetRules>> = {
  tiktok: rules('tiktok', {
    ...{ aspect: '9:16', minSeconds: 3, maxBytes: 4000 * MB, maxMbps: 20 },
    source: 'https://docs.getlate.dev/resources/media-guidelines/tiktok: 4 GB, from 3 s, 10-20 Mbit/s',
  }),
  reels: rules('reels', {
    ...{ aspect: '9:16', minSeconds: 3, maxBytes: 300 * MB, maxMbps: 25 },
    source: "Meta's Instagram API for Reels (IG User Media): 300 MB, from 3 s, 25 Mbit/s",
  }),
  shorts: rules('shorts', {
    ...{ aspect: '9:16', minSeconds: 1, maxBytes: 256_000 * MB, maxMbps: 50 },
    source: 'https://support.google.com/youtube/answer/71673: 256 GB',
  }),
  linkedin: rules('linkedin', {
    ...{ aspect: '4:5', minSeconds: 3, maxBytes: 5000 * MB, maxMbps: 30 },
    source: 'https://knowledgebase.recurpost.com/video-sharing-guidelines/: from 3 s, 30 Mbit/s; 5 GB as LinkedIn says',
  }),
  x: rules('x', {
    ...{ aspect: '16:9', minSeconds: 0.5, maxBytes: 512 * MB, maxMbps: 25 },
    source: 'https://docs.x.com/x-api/media/quickstart/best-practices: 512 MB; from 0.5 s',
  }),
  square: {
    name: 'Square feed',
    maxSeconds: PLATFORM_LENGTHS.reels.acceptsSeconds,
    ...{ aspect: '1:1', minSeconds: 3, maxBytes: 100 * MB, maxMbps: 25 },
    source: 'https://knowledgebase.recurpost.com/video-sharing-guidelines/: Instagram feed, 100 MB, from 3 s',
  },
};

/** Why a platform would refuse a file; empty where it takes it. */
export function presetProblems(preset: ExportPreset, file: { durationMs: number; sizeBytes: number }): string[] {
  const { name, minSeconds, maxSeconds, maxBytes, maxMbps } = EXPORT_PRESETS[preset];
  const seconds = file.durationMs / 1000;
  const mbps = (file.sizeBytes * 8) / 1e6 / Math.max(0.1, seconds);
  const problems: string[] = [];
  if (seconds > maxSeconds) problems.push(`${name} takes at most ${maxSeconds} seconds`);
  if (seconds < minSeconds) problems.push(`${name} takes no clips shorter than ${minSeconds} seconds`);
  if (file.sizeBytes > maxBytes) problems.push(`${name} takes at most ${Math.round(maxBytes / MB)} MB`);
  if (mbps > maxMbps) problems.push(`${name} takes at most ${maxMbps} Mbit/s`);
  return problems;
}

/** `GET /api/clips/{id}/export`. */
export const clipExportsSchema = z.object({
  files: z.array(z.object({ kind: exportKindSchema, name: z.string(), ready: z.boolean() })),
  presets: z.array(
    z.object({
      preset: exportPresetSchema,
      name: z.string(),
      aspect: aspectSchema,
      /** It is rendered in this shape. */
      ready: z.boolean(),
      /** Why the platform would refuse it. */
      problems: z.array(z.string()),
    }),
  ),
});
export type ClipExports = z.infer<typeof clipExportsSchema>;
