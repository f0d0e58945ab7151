import * as z from 'zod/mini';
import { transcriptOriginSchema } from '../states.ts';
import { transcriptSchema } from '../transcript.ts';

/** `complete` is false while the transcript is still being made. */
export const transcriptAnswerSchema = z.extend(transcriptSchema, {
  complete: z.boolean(),
  /** To be sent with a change, so that two pages do not overwrite each other. Missing while it is being made. */
  revision: z.optional(z.string()),
  /** How many words each segment has; they follow each other in `words`. */
  segmentWords: z.optional(z.array(z.int())),
  origin: z.optional(transcriptOriginSchema),
  /** Name of the file it was given as. */
  fileName: z.optional(z.nullable(z.string())),
  editedAt: z.optional(z.nullable(z.number())),
  /** What can be taken back or done again: the kind of the change, or null. */
  undo: z.optional(z.nullable(z.string())),
  redo: z.optional(z.nullable(z.string())),
  /** Names to choose from: those of the episode, then those of its show. */
  speakers: z.optional(z.array(z.string())),
});
export type TranscriptAnswer = z.infer<typeof transcriptAnswerSchema>;
