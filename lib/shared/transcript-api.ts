import { z } from 'zod';
import { transcriptOriginSchema } from './states.ts';
import { speakerNameSchema, transcriptEditSchema } from './transcript/edits.ts';
import { TRANSCRIPT_MAX_BYTES } from './transcript/formats/parse.ts';
import { glossarySchema } from './transcript/glossary.ts';

/** Bodies and answers of the API around transcripts by hand. */

/** `PATCH /api/episodes/{id}/transcript`: one change to the text as it was read. */
export const transcriptPatchSchema = z.object({ revision: z.string().max(60), edit: transcriptEditSchema });
export type TranscriptPatch = z.infer<typeof transcriptPatchSchema>;

/** `POST /api/episodes/{id}/transcript/undo` and `/redo`. */
export const transcriptStepSchema = z.object({ revision: z.string().max(60) });

/** `PUT /api/episodes/{id}/transcript`: the text of a file; what it is, is told by its content. */
export const transcriptImportSchema = z.object({
  fileName: z.string().trim().min(1).max(255),
  text: z.string().max(TRANSCRIPT_MAX_BYTES),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional(),
});
export type TranscriptImport = z.infer<typeof transcriptImportSchema>;

/** `GET /api/episodes/{id}/transcript?format=srt`: a file to be saved. */
export const transcriptQuerySchema = z.object({ format: z.enum(['srt', 'vtt', 'txt', 'json', 'csv']).optional() });

/** `GET /api/episodes/{id}/transcript/versions`: those that another one has taken the place of. */
export const transcriptVersionSchema = z.object({
  id: z.string(),
  origin: transcriptOriginSchema,
  fileName: z.string().nullable(),
  language: z.string(),
  model: z.string(),
  sentenceCount: z.number().int(),
  createdAt: z.number(),
  editedAt: z.number().nullable(),
  keptAt: z.number(),
});
export type TranscriptVersion = z.infer<typeof transcriptVersionSchema>;
export const transcriptVersionsSchema = z.object({ versions: z.array(transcriptVersionSchema) });

/** `POST /api/episodes/{id}/transcript/restore`. */
export const transcriptRestoreSchema = z.object({ versionId: z.string().max(60), revision: z.string().max(60) });

export const showNameSchema = z.string().trim().min(1).max(100);

/** `GET /api/shows`, `GET /api/shows/{id}`. */
export const showViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  glossary: glossarySchema,
  /** People who speak in it, last used first. */
  speakers: z.array(z.string()),
});
export type ShowView = z.infer<typeof showViewSchema>;
export const showListSchema = z.object({ shows: z.array(showViewSchema) });

/** `PATCH /api/shows/{id}`. */
export const showPatchSchema = z.object({
  name: showNameSchema.optional(),
  glossary: glossarySchema.optional(),
  speakers: z.array(speakerNameSchema).max(100).optional(),
});
export type ShowPatch = z.infer<typeof showPatchSchema>;
