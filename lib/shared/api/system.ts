import * as z from 'zod/mini';
import { aspectSchema } from '../states.ts';
import { noteSchema } from '../transcript.ts';
import { MODEL_NAME } from './models.ts';

/** `GET /api/system`: what the page shows of the installation. */
export const systemSchema = z.object({
  version: z.string(),
  worker: z.object({ alive: z.boolean(), lastSeenAt: z.nullable(z.number()) }),
  speech: z.object({
    /** `preparing` while the engine is built or weights are fetched. */
    state: z.enum(['ready', 'preparing', 'missing', 'unknown']),
    message: z.string(),
    percent: z.nullable(z.number()),
    wordTimes: z.nullable(z.enum(['fine', 'coarse'])),
  }),
  storage: z.object({ usedBytes: z.number(), limitBytes: z.number(), freeBytes: z.number() }),
  limits: z.object({ maxFileBytes: z.number(), extensions: z.array(z.string()) }),
  /** What holds ffmpeg and the speech engine back on this machine; `reason`: why something does not. */
  sandbox: z.object({
    mode: z.enum(['auto', 'off']),
    limits: z.boolean(),
    isolation: z.boolean(),
    reason: z.nullable(z.string()),
  }),
  models: z.array(z.object({ name: z.string(), present: z.boolean() })),
  settings: z.object({ model: z.string(), aspect: aspectSchema, clipCount: z.int() }),
  /** Somebody has paused it: nothing new is begun. */
  queuePaused: z.boolean(),
  notices: z.array(noteSchema),
});
export type SystemView = z.infer<typeof systemSchema>;

/** `PATCH /api/settings`. */
export const settingsPatchSchema = z.object({
  model: z.optional(z.string().check(z.regex(MODEL_NAME))),
  aspect: z.optional(aspectSchema),
  clipCount: z.optional(z.int().check(z.minimum(1), z.maximum(20))),
});
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
