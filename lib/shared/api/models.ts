import * as z from 'zod/mini';
import { jobStatusSchema } from '../states.ts';

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
  sizeBytes: z.nullable(z.number()),
  /** False for one that is not here, or lies in a folder that is only read. */
  removable: z.boolean(),
  /** `published`: has its publisher's checksum; `own`: as we converted it; `changed`: not what it was; `unchecked`; null where it is not here. */
  checksum: z.nullable(z.enum(['published', 'own', 'changed', 'unchecked'])),
  /** So many times faster than the sound, as measured on this machine; null until it was. */
  timesRealTime: z.nullable(z.number()),
  /** Listens to new episodes. */
  chosen: z.boolean(),
  /** The job that fetches it, while it lives or where it failed. */
  fetching: z.nullable(
    z.object({
      jobId: z.string(),
      status: jobStatusSchema,
      percent: z.nullable(z.number()),
      error: z.nullable(z.object({ code: z.string(), title: z.string(), action: z.string() })),
    }),
  ),
});
export type ModelView = z.infer<typeof modelViewSchema>;

export const modelListSchema = z.object({ models: z.array(modelViewSchema) });
export type ModelList = z.infer<typeof modelListSchema>;

/** `POST /api/models`. */
export const modelFetchSchema = z.object({ name: z.string().check(z.regex(MODEL_NAME)) });
