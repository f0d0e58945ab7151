import { z } from 'zod';
import { findOptionsSchema } from './find.ts';
import { idSchema } from './ids.ts';
import { aspectSchema, tightenSchema } from './states.ts';
import { lookSchema } from './styles/looks.ts';

/** What a person chose for an episode; travels in the payload from each of its jobs to the next. */
export const jobOptionsSchema = z.object({
  /** ISO 639-1, e.g. "en"; detected where not given. */
  language: z.string().min(2).max(20).optional(),
  /** Name of the speech model, e.g. "base"; the configured one where not given. */
  model: z.string().min(1).max(60).optional(),
  /** Write English, whatever is spoken. */
  translate: z.boolean().optional(),
  /** Names and words of the show, given to the speech model as what came before. */
  prompt: z.string().max(4000).optional(),
  aspect: aspectSchema.optional(),
  /** Pauses and fillers that are taken out of the clips; off where not given. */
  tighten: tightenSchema.optional(),
  /** Captions and design of its clips; what is not named comes from the brand. */
  look: lookSchema.optional(),
  /** How many clips at most. */
  count: z.number().int().min(1).max(50).optional(),
  /** What to look for; without it the best of the whole episode. */
  find: findOptionsSchema.optional(),
  /** False: clips are suggested but not rendered. */
  render: z.boolean().optional(),
  /** The last step to do; later ones are not queued. */
  stopAfter: z.enum(['probe', 'transcribe', 'suggest']).optional(),
});
export type JobOptions = z.infer<typeof jobOptionsSchema>;

/** The payload of a render job: the row to render, besides the options. */
export const renderPayloadSchema = jobOptionsSchema.extend({ renderId: idSchema });

/** The payload of a job that archives an episode: by the rule only what was not touched since (epoch milliseconds). */
export const archivePayloadSchema = z.object({ episodeId: z.string(), untouchedSince: z.number().optional() });
