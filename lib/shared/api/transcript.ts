import { z } from 'zod';
import { transcriptOriginSchema } from '../states.ts';
import { transcriptSchema } from '../transcript.ts';

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
