import * as z from 'zod/mini';
import { MODEL_NAME } from './models.ts';
import { showNameSchema } from './shows.ts';

/** Changes of an episode by hand. */
export const episodePatchSchema = z
  .object({
    title: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(200))),
    /** Name of its show, which is made where there is none of it; null takes the episode out. */
    show: z.optional(z.nullable(showNameSchema)),
  })
  .check(z.refine((patch) => patch.title !== undefined || patch.show !== undefined, 'name what is to be changed'));
export type EpisodePatch = z.infer<typeof episodePatchSchema>;

/** `POST /api/episodes/{id}/transcribe`. */
export const transcribeRequestSchema = z.object({
  model: z.optional(z.string().check(z.regex(MODEL_NAME))),
  /** A code such as "en"; recognised where not given. */
  language: z.optional(z.string().check(z.regex(/^[a-z]{2,3}$/))),
  translate: z.optional(z.boolean()),
  /** Find clips again afterwards; by default those that are there stay. */
  clips: z.optional(z.boolean()),
});
export type TranscribeRequest = z.infer<typeof transcribeRequestSchema>;
