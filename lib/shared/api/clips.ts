import * as z from 'zod/mini';
import { clipOwnSchema } from '../clip-requests.ts';
import { type Signal, suggestionSchema } from '../clips.ts';
import { aspectSchema, renderStatusSchema, tightenSchema } from '../states.ts';
import { lookSchema } from '../styles/looks.ts';
import { noteSchema } from '../transcript.ts';

export const renderViewSchema = z.object({
  id: z.string(),
  aspect: aspectSchema,
  /** What was chosen for it; null where everything comes from the brand. */
  look: z.nullable(lookSchema),
  status: renderStatusSchema,
  jobId: z.nullable(z.string()),
  durationMs: z.nullable(z.number()),
  videoUrl: z.nullable(z.string()),
  posterUrl: z.nullable(z.string()),
  srtUrl: z.nullable(z.string()),
  vttUrl: z.nullable(z.string()),
  /** What it shows was changed since; asking for it again renders it with the new ones. */
  textChanged: z._default(z.boolean(), false),
  /** What was changed since it was made: its cut, the words that it shows, the title in its picture. */
  changes: z._default(z.array(z.enum(['cut', 'words', 'title'])), []),
  /** Add to a url to have the browser save the file under this name. */
  downloadName: z.string(),
  error: z.nullable(z.object({ code: z.string(), title: z.string(), action: z.string() })),
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
  stars: z.optional(z.nullable(z.int().check(z.minimum(1), z.maximum(5)))),
  thumb: z.optional(z.nullable(z.enum(['up', 'down']))),
  reason: z.optional(z.nullable(feedbackReasonSchema)),
  comment: z.optional(z.nullable(z.string().check(z.trim(), z.maxLength(1000)))),
});
export type FeedbackPut = z.infer<typeof feedbackPutSchema>;

export const feedbackViewSchema = z.object({
  stars: z.nullable(z.int()),
  thumb: z.nullable(z.enum(['up', 'down'])),
  reason: z.nullable(feedbackReasonSchema),
  comment: z.nullable(z.string()),
});
export type FeedbackView = z.infer<typeof feedbackViewSchema>;

export const clipViewSchema = z.extend(suggestionSchema, {
  ...clipOwnSchema.shape,
  id: z.string(),
  /** How this clip compares inside the episode: 1 is the best of all moments looked at, 0 the last. */
  percentile: z.number().check(z.minimum(0), z.maximum(1)),
  text: z.string(),
  renders: z.array(renderViewSchema),
  feedback: feedbackViewSchema,
});
export type ClipView = z.infer<typeof clipViewSchema>;
export type { Signal };

export const clipListSchema = z.object({ clips: z.array(clipViewSchema), notes: z.array(noteSchema) });

/** `POST /api/clips/{id}/render`. */
export const renderRequestSchema = z.extend(lookSchema, {
  aspect: aspectSchema,
  /** Pauses and fillers that are taken out; left as it was where not given. */
  tighten: z.optional(tightenSchema),
  /** Also where nothing of it has changed: with the brand as it is now. */
  again: z.optional(z.boolean()),
});
