import * as z from 'zod/mini';
import { findOptionsSchema } from './find.ts';
import { idSchema } from './ids.ts';
import { aspectSchema, tightenSchema } from './states.ts';
import { lookSchema } from './styles/looks.ts';

/** What a person chose for an episode; travels in the payload from each of its jobs to the next. */
export const jobOptionsSchema = z.object({
  /** ISO 639-1, e.g. "en"; detected where not given. */
  language: z.optional(z.string().check(z.minLength(2), z.maxLength(20))),
  /** Name of the speech model, e.g. "base"; the configured one where not given. */
  model: z.optional(z.string().check(z.minLength(1), z.maxLength(60))),
  /** Write English, whatever is spoken. */
  translate: z.optional(z.boolean()),
  /** Names and words of the show, given to the speech model as what came before. */
  prompt: z.optional(z.string().check(z.maxLength(4000))),
  aspect: z.optional(aspectSchema),
  /** Pauses and fillers that are taken out of the clips; off where not given. */
  tighten: z.optional(tightenSchema),
  /** Captions and design of its clips; what is not named comes from the brand. */
  look: z.optional(lookSchema),
  /** How many clips at most. */
  count: z.optional(z.int().check(z.minimum(1), z.maximum(50))),
  /** What to look for; without it the best of the whole episode. */
  find: z.optional(findOptionsSchema),
  /** False: clips are suggested but not rendered. */
  render: z.optional(z.boolean()),
  /** The last step to do; later ones are not queued. */
  stopAfter: z.optional(z.enum(['probe', 'transcribe', 'suggest'])),
});
export type JobOptions = z.infer<typeof jobOptionsSchema>;

/** Someone waits for it: before the clips that an episode gets by itself (49 and below), after a search (60). */
export const ASKED_RENDER_PRIORITY = 55;

/** The payload of a render job: the row to render, besides the options. */
export const renderPayloadSchema = z.extend(jobOptionsSchema, { renderId: idSchema });

/** The payload of a job that archives an episode: by the rule only what was not touched since (epoch milliseconds). */
export const archivePayloadSchema = z.object({ episodeId: z.string(), untouchedSince: z.optional(z.number()) });
