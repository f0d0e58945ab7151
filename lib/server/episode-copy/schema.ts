import { z } from 'zod';
import { notesSchema, objectSchema, signalsSchema } from '#db/json.ts';
import { feedbackReasonSchema } from '#lib/shared/api/clips.ts';
import { removedSchema, shownSchema } from '#lib/shared/clip-edit.ts';
import { clipTextsSchema } from '#lib/shared/clips.ts';
import { framedSchema, framingSchema } from '#lib/shared/framing.ts';
import {
  aspectSchema,
  assetKindSchema,
  clipOriginSchema,
  episodeStateSchema,
  renderStatusSchema,
  tightenSchema,
  transcriptOriginSchema,
} from '#lib/shared/states.ts';
import { lookSchema } from '#lib/shared/styles/looks.ts';
import { wordSchema } from '#lib/shared/transcript.ts';
import { mediaInfoSchema } from '../media/media-info.ts';

/** Raised when an older release could not read it any more; what is only added needs no new one. */
export const COPY_VERSION = 1;
export const MANIFEST_NAME = 'manifest.json';
export const ROWS_NAME = 'episode.json';

const id = z.string().min(1).max(64);
const ms = z.number().int().nonnegative();
/** Epoch milliseconds; both databases keep whole ones. */
const at = z.number().min(0).max(8.64e15).transform(Math.round);
/** What both databases take for a small number. */
const place = z.number().int().nonnegative().max(2_147_483_647);
const short = z.string().max(2000);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** What an older release did not know is absent. */
const maybe = <T extends z.core.$ZodType>(schema: T) => z.nullish(schema).transform((value) => value ?? null);

/** `manifest.json`: every other file of the ZIP with its checksum. */
export const copyManifestSchema = z.object({
  format: z.literal('podpromo-episode'),
  version: z.number().int().positive(),
  /** Of PodPromo, for people. */
  release: z.string().max(100),
  exportedAt: at,
  files: z
    .array(z.object({ name: z.string().min(1).max(300), sizeBytes: z.number().int().nonnegative(), sha256 }))
    .max(5000),
  /** What was not on the disk any more; an older release did not say. */
  missing: z
    .array(z.object({ name: z.string().max(300), kind: short, sizeBytes: z.number().int().nonnegative() }))
    .max(5000)
    .default([]),
});
export type CopyManifest = z.infer<typeof copyManifestSchema>;

const assetSchema = z.object({
  id,
  kind: assetKindSchema,
  root: z.enum(['uploads', 'transcripts', 'clips']),
  /** Where it lies in the ZIP. */
  file: z.string().min(1).max(300),
  /** Of the render that it belongs to; null for one of the episode. */
  renderId: maybe(id),
  mimeType: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/),
  createdAt: at,
});

const segmentSchema = z.object({
  position: place,
  startMs: ms,
  endMs: ms,
  text: z.string(),
  speaker: maybe(short),
  words: maybe(z.array(wordSchema)),
});

const transcriptSchema = z.object({
  language: short,
  model: short,
  engine: short,
  durationMs: ms,
  notes: notesSchema,
  createdAt: at,
  origin: transcriptOriginSchema,
  fileName: maybe(short),
  settings: maybe(objectSchema),
  editedAt: maybe(at),
  keptAt: maybe(at),
  segments: z.array(segmentSchema),
});

const renderSchema = z.object({
  id,
  aspect: aspectSchema,
  status: renderStatusSchema,
  durationMs: maybe(ms),
  videoAssetId: maybe(id),
  srtAssetId: maybe(id),
  vttAssetId: maybe(id),
  posterAssetId: maybe(id),
  errorCode: maybe(short),
  createdAt: at,
  finishedAt: maybe(at),
  textChangedAt: maybe(at),
  framing: maybe(framedSchema),
  tighten: maybe(tightenSchema),
  look: maybe(lookSchema),
  shown: maybe(shownSchema),
});

const clipSchema = z.object({
  rank: place,
  startMs: ms,
  endMs: ms,
  title: short,
  text: z.string(),
  platform: maybe(short),
  genre: maybe(short),
  score: z.number(),
  percentile: z.number(),
  confidence: maybe(z.number()),
  signals: signalsSchema,
  framing: maybe(framingSchema),
  removed: maybe(removedSchema),
  origin: clipOriginSchema,
  texts: maybe(clipTextsSchema),
  keptAt: maybe(at),
  editedAt: maybe(at),
  createdAt: at,
  renders: z.array(renderSchema),
  ratings: z.array(
    z.object({
      user: short,
      stars: maybe(z.number().int().min(1).max(5)),
      thumb: maybe(z.union([z.literal(1), z.literal(-1)])),
      reason: maybe(feedbackReasonSchema),
      comment: maybe(z.string()),
      createdAt: at,
      updatedAt: at,
    }),
  ),
});

/** `episode.json`: everything that rows tell of an episode, without what only counts in one installation. */
export const episodeCopySchema = z.object({
  version: z.number().int().positive(),
  episode: z.object({
    title: short,
    fileName: short,
    show: maybe(short),
    genre: maybe(short),
    language: maybe(short),
    platform: maybe(short),
    state: episodeStateSchema,
    sizeBytes: z.number().int().nonnegative(),
    sha256: maybe(sha256),
    durationMs: maybe(ms),
    hasVideo: maybe(z.boolean()),
    media: maybe(mediaInfoSchema),
    notes: notesSchema,
    createdAt: at,
    archivedAt: maybe(at),
  }),
  assets: z.array(assetSchema),
  transcripts: z.array(transcriptSchema),
  clips: z.array(clipSchema),
});
export type EpisodeCopy = z.infer<typeof episodeCopySchema>;
