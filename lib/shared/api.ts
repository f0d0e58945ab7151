import { z } from 'zod';
import { clipOwnSchema } from './clip-requests.ts';
import { type Signal, suggestionSchema } from './clips.ts';
import { progressSchema } from './progress.ts';
import {
  aspectSchema,
  episodeStateSchema,
  jobKindSchema,
  jobStatusSchema,
  renderStatusSchema,
  tightenSchema,
  transcriptOriginSchema,
} from './states.ts';
import { lookSchema } from './styles/looks.ts';
import { noteSchema, transcriptSchema } from './transcript.ts';
import { showNameSchema } from './transcript-api.ts';

/** Bodies and answers of the API. Times in milliseconds, sizes in bytes, dates as epoch milliseconds. */

/** RFC 9457 `application/problem+json`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  /** What the person can do. */
  action: z.string(),
  detail: z.string().optional(),
  requestId: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;

export const episodeSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  fileName: z.string(),
  state: episodeStateSchema,
  sizeBytes: z.number(),
  durationMs: z.number().nullable(),
  hasVideo: z.boolean().nullable(),
  clipCount: z.number().int(),
  artworkUrl: z.string().nullable(),
  /** 120 loudness values 0-1 for the cover; empty until known. */
  peaks: z.array(z.number()),
  /** Where the clips lie, for the lit bars of the cover. */
  clipRanges: z.array(z.object({ startMs: z.number(), endMs: z.number() })),
  createdAt: z.number(),
});
export type EpisodeSummary = z.infer<typeof episodeSummarySchema>;
export const episodeListSchema = z.object({ episodes: z.array(episodeSummarySchema) });

export const episodeDetailSchema = episodeSummarySchema.extend({
  /** The source for the player, Range-capable; null once it is gone. */
  sourceUrl: z.string().nullable(),
  language: z.string().nullable(),
  model: z.string().nullable(),
  notes: z.array(noteSchema),
  /** The podcast it belongs to. */
  show: z.object({ id: z.string(), name: z.string() }).nullable(),
  progress: progressSchema,
});
export type EpisodeDetail = z.infer<typeof episodeDetailSchema>;

/** Changes of an episode by hand. */
export const episodePatchSchema = z
  .object({
    title: z.string().trim().min(1).max(200).optional(),
    /** Name of its show, which is made where there is none of it; null takes the episode out. */
    show: showNameSchema.nullable().optional(),
  })
  .refine((patch) => patch.title !== undefined || patch.show !== undefined, 'name what is to be changed');
export type EpisodePatch = z.infer<typeof episodePatchSchema>;

/** 1200 loudness values 0-1 over the whole file. */
export const waveformSchema = z.object({ durationMs: z.number(), peaks: z.array(z.number()) });
export type Waveform = z.infer<typeof waveformSchema>;

/** `complete` is false while the transcript is still being made. */
export const transcriptAnswerSchema = transcriptSchema.extend({
  complete: z.boolean(),
  /** To be sent with a change, so that two pages do not overwrite each other. Missing while it is being made. */
  revision: z.string().optional(),
  /** How many words each segment has; they follow each other in `words`. */
  segmentWords: z.array(z.number().int()).optional(),
  origin: transcriptOriginSchema.optional(),
  /** Name of the file it was given as. */
  fileName: z.string().nullable().optional(),
  editedAt: z.number().nullable().optional(),
  /** What can be taken back or done again: the kind of the change, or null. */
  undo: z.string().nullable().optional(),
  redo: z.string().nullable().optional(),
  /** Names to choose from: those of the episode, then those of its show. */
  speakers: z.array(z.string()).optional(),
});
export type TranscriptAnswer = z.infer<typeof transcriptAnswerSchema>;

export const renderViewSchema = z.object({
  id: z.string(),
  aspect: aspectSchema,
  /** What was chosen for it; null where everything comes from the brand. */
  look: lookSchema.nullable(),
  status: renderStatusSchema,
  jobId: z.string().nullable(),
  durationMs: z.number().nullable(),
  videoUrl: z.string().nullable(),
  posterUrl: z.string().nullable(),
  srtUrl: z.string().nullable(),
  vttUrl: z.string().nullable(),
  /** Its words were changed in the transcript since; asking for it again renders it with the new ones. */
  textChanged: z.boolean().default(false),
  /** Add to a url to have the browser save the file under this name. */
  downloadName: z.string(),
  error: z.object({ code: z.string(), title: z.string(), action: z.string() }).nullable(),
});
export type RenderView = z.infer<typeof renderViewSchema>;

export const feedbackReasonSchema = z.enum([
  'starts_too_early',
  'starts_too_late',
  'ends_too_early',
  'ends_too_late',
  'boring',
  'no_context',
  'wrong_captions',
  'wrong_speaker',
  'other',
]);
export type FeedbackReason = z.infer<typeof feedbackReasonSchema>;

/** `PUT /api/clips/{id}/feedback`. A null takes that rating back. */
export const feedbackPutSchema = z.object({
  stars: z.number().int().min(1).max(5).nullable().optional(),
  thumb: z.enum(['up', 'down']).nullable().optional(),
  reason: feedbackReasonSchema.nullable().optional(),
  comment: z.string().trim().max(1000).nullable().optional(),
});
export type FeedbackPut = z.infer<typeof feedbackPutSchema>;

export const feedbackViewSchema = z.object({
  stars: z.number().int().nullable(),
  thumb: z.enum(['up', 'down']).nullable(),
  reason: feedbackReasonSchema.nullable(),
  comment: z.string().nullable(),
});
export type FeedbackView = z.infer<typeof feedbackViewSchema>;

export const clipViewSchema = suggestionSchema.extend({
  ...clipOwnSchema.shape,
  id: z.string(),
  /** How this clip compares inside the episode: 1 is the best of all moments looked at, 0 the last. */
  percentile: z.number().min(0).max(1),
  text: z.string(),
  renders: z.array(renderViewSchema),
  feedback: feedbackViewSchema,
});
export type ClipView = z.infer<typeof clipViewSchema>;
export type { Signal };
export const clipListSchema = z.object({ clips: z.array(clipViewSchema), notes: z.array(noteSchema) });

/** `POST /api/clips/{id}/render`. */
export const renderRequestSchema = lookSchema.extend({
  aspect: aspectSchema,
  /** Pauses and fillers that are taken out; left as it was where not given. */
  tighten: tightenSchema.optional(),
  /** Also where nothing of it has changed: with the brand as it is now. */
  again: z.boolean().optional(),
});

/** A step of an episode: `GET /api/jobs/{id}`. */
export const jobViewSchema = z.object({
  id: z.string(),
  kind: jobKindSchema,
  episodeId: z.string().nullable(),
  status: jobStatusSchema,
  attempts: z.number().int(),
  maxAttempts: z.number().int(),
  percent: z.number().nullable(),
  cancelRequested: z.boolean(),
  error: z.object({ code: z.string(), title: z.string(), action: z.string() }).nullable(),
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
});
export type JobView = z.infer<typeof jobViewSchema>;

/** An upload that is not finished: `GET /api/uploads`. */
export const uploadViewSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  sizeBytes: z.number(),
  offsetBytes: z.number(),
  /** `fingerprint` given at creation (name, size, last change): tells whether a chosen file is this one. */
  fingerprint: z.string().nullable(),
  url: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type UploadView = z.infer<typeof uploadViewSchema>;
export const uploadListSchema = z.object({ uploads: z.array(uploadViewSchema) });

/** `POST /api/uploads/{id}/complete`: the sha256 (hex) that the page computed. */
export const uploadCompleteSchema = z.object({
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});
export const uploadCompletedSchema = z.object({ episodeId: z.string(), sha256: z.string() });

/** How many ids one request for progress may name. */
export const PROGRESS_IDS_MAX = 100;

/** `GET /api/progress?ids=a,b`: unknown ids are answered with null. */
export const progressMapSchema = z.object({ progress: z.record(z.string(), progressSchema.nullable()) });

/** `GET /api/system`: what the page shows of the installation. */
export const systemSchema = z.object({
  version: z.string(),
  worker: z.object({ alive: z.boolean(), lastSeenAt: z.number().nullable() }),
  speech: z.object({
    /** `preparing` while the engine is built or weights are fetched. */
    state: z.enum(['ready', 'preparing', 'missing', 'unknown']),
    message: z.string(),
    percent: z.number().nullable(),
    wordTimes: z.enum(['fine', 'coarse']).nullable(),
  }),
  storage: z.object({ usedBytes: z.number(), limitBytes: z.number(), freeBytes: z.number() }),
  limits: z.object({ maxFileBytes: z.number(), extensions: z.array(z.string()) }),
  models: z.array(z.object({ name: z.string(), present: z.boolean() })),
  settings: z.object({ model: z.string(), aspect: aspectSchema, clipCount: z.number().int() }),
  /** Somebody has paused it: nothing new is begun. */
  queuePaused: z.boolean(),
  notices: z.array(noteSchema),
});
export type SystemView = z.infer<typeof systemSchema>;

/** How a model may be called. */
export const MODEL_NAME = /^[A-Za-z0-9][\w.-]{0,59}$/;

/** A speech model: `GET /api/models`. */
export const modelViewSchema = z.object({
  name: z.string(),
  /** `speech` listens; `vectors` tells which sentences are about the same. */
  kind: z.enum(['speech', 'vectors']),
  languages: z.enum(['en', 'all']),
  /** Can write English, whatever is spoken. */
  translates: z.boolean(),
  /** Roughly what is fetched. */
  downloadBytes: z.number(),
  present: z.boolean(),
  sizeBytes: z.number().nullable(),
  /** False for one that is not here, or lies in a folder that is only read. */
  removable: z.boolean(),
  /** `published`: has its publisher's checksum; `own`: as we converted it; `changed`: not what it was; `unchecked`; null where it is not here. */
  checksum: z.enum(['published', 'own', 'changed', 'unchecked']).nullable(),
  /** So many times faster than the sound, as measured on this machine; null until it was. */
  timesRealTime: z.number().nullable(),
  /** Listens to new episodes. */
  chosen: z.boolean(),
  /** The job that fetches it, while it lives or where it failed. */
  fetching: z
    .object({
      jobId: z.string(),
      status: jobStatusSchema,
      percent: z.number().nullable(),
      error: z.object({ code: z.string(), title: z.string(), action: z.string() }).nullable(),
    })
    .nullable(),
});
export type ModelView = z.infer<typeof modelViewSchema>;
export const modelListSchema = z.object({ models: z.array(modelViewSchema) });
export type ModelList = z.infer<typeof modelListSchema>;

/** `POST /api/episodes/{id}/transcribe`. */
export const transcribeRequestSchema = z.object({
  model: z.string().regex(MODEL_NAME).optional(),
  /** A code such as "en"; recognised where not given. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional(),
  translate: z.boolean().optional(),
  /** Find clips again afterwards; by default those that are there stay. */
  clips: z.boolean().optional(),
});
export type TranscribeRequest = z.infer<typeof transcribeRequestSchema>;

/** `POST /api/models`. */
export const modelFetchSchema = z.object({ name: z.string().regex(MODEL_NAME) });

/** `PATCH /api/settings`. */
export const settingsPatchSchema = z.object({
  model: z.string().regex(MODEL_NAME).optional(),
  aspect: aspectSchema.optional(),
  clipCount: z.number().int().min(1).max(20).optional(),
});
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
