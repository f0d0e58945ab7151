import * as z from 'zod/mini';
import { showNameSchema } from './api/shows.ts';
import { transcriptOriginSchema } from './states.ts';
import { speakerNameSchema, transcriptEditSchema } from './transcript/edits.ts';
import { TRANSCRIPT_MAX_BYTES } from './transcript/formats/parse.ts';
import { glossarySchema } from './transcript/glossary-terms.ts';

/** Bodies and answers of the API around transcripts by hand. */

/** `PATCH /api/episodes/{id}/transcript`: one change to the text as it was read. */
export const transcriptPatchSchema = z.object({
  revision: z.string().check(z.maxLength(60)),
  edit: transcriptEditSchema,
});
export type TranscriptPatch = z.infer<typeof transcriptPatchSchema>;

/** `POST /api/episodes/{id}/transcript/undo` and `/redo`. */
export const transcriptStepSchema = z.object({ revision: z.string().check(z.maxLength(60)) });

/** `PUT /api/episodes/{id}/transcript`: the text of a file; what it is, is told by its content. */
export const transcriptImportSchema = z.object({
  fileName: z.string().check(z.trim(), z.minLength(1), z.maxLength(255)),
  text: z.string().check(z.maxLength(TRANSCRIPT_MAX_BYTES)),
  language: z.optional(z.string().check(z.regex(/^[a-z]{2,3}$/))),
});
export type TranscriptImport = z.infer<typeof transcriptImportSchema>;

/** `GET /api/episodes/{id}/transcript?format=srt`: a file to be saved. */
export const transcriptQuerySchema = z.object({ format: z.optional(z.enum(['srt', 'vtt', 'txt', 'json', 'csv'])) });

/** `GET /api/episodes/{id}/transcript/versions`: those that another one has taken the place of. */
export const transcriptVersionSchema = z.object({
  id: z.string(),
  origin: transcriptOriginSchema,
  fileName: z.nullable(z.string()),
  language: z.string(),
  model: z.string(),
  sentenceCount: z.int(),
  createdAt: z.number(),
  editedAt: z.nullable(z.number()),
  keptAt: z.number(),
});
export type TranscriptVersion = z.infer<typeof transcriptVersionSchema>;
export const transcriptVersionsSchema = z.object({ versions: z.array(transcriptVersionSchema) });

/** `POST /api/episodes/{id}/transcript/restore`. */
export const transcriptRestoreSchema = z.object({
  versionId: z.string().check(z.maxLength(60)),
  revision: z.string().check(z.maxLength(60)),
});

/** `PATCH /api/shows/{id}`. */
export const showPatchSchema = z.object({
  name: z.optional(showNameSchema),
  glossary: z.optional(glossarySchema),
  speakers: z.optional(z.array(speakerNameSchema).check(z.maxLength(100))),
});
export type ShowPatch = z.infer<typeof showPatchSchema>;
