import { z } from 'zod';
import { clipOwnSchema } from '../clip-requests.ts';
import { type Signal, suggestionSchema } from '../clips.ts';
import { aspectSchema, renderStatusSchema, tightenSchema } from '../states.ts';
import { lookSchema } from '../styles/looks.ts';
import { noteSchema } from '../transcript.ts';

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
  /** What it shows was changed since; asking for it again renders it with the new ones. */
  textChanged: z.boolean().default(false),
  /** What was changed since it was made: its cut, the words that it shows, the title in its picture. */
  changes: z.array(z.enum(['cut', 'words', 'title'])).default([]),
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
