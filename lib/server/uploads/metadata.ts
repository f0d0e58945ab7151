import { z } from 'zod';
import { acceptedExtension } from '#lib/shared/accepted-files.ts';
import { jobOptionsSchema } from '#lib/shared/job-options.ts';
import { AppError } from '../app-error.ts';
import { cleanUploadName } from './file-name.ts';

/** Longest Upload-Metadata header that is read, in bytes. */
export const MAX_METADATA_BYTES = 4096;

const MAX_FINGERPRINT = 400;

const givenSchema = z.object({
  filename: z.string().min(1),
  /** Tells the page whether a chosen file is this one: name, size, last change. */
  fingerprint: z.string().max(MAX_FINGERPRINT).nullish(),
  /** `JobOptions` as JSON. */
  options: z.string().nullish(),
});

/** What we keep of a new upload's metadata. */
export interface UploadMetadata {
  readonly fileName: string;
  readonly fingerprint: string | null;
  readonly options: z.infer<typeof jobOptionsSchema>;
}

/**
 * Reads what the page says about a file: only known fields, the name cleaned.
 *
 * @throws AppError `bad_request`, `unsupported_extension`
 */
export function readUploadMetadata(given: Readonly<Record<string, string | null>> | undefined): UploadMetadata {
  const parsed = givenSchema.safeParse(given ?? {});
  if (!parsed.success) {
    throw new AppError('bad_request', { detail: 'Upload-Metadata needs a filename.', cause: parsed.error });
  }
  const fileName = cleanUploadName(parsed.data.filename);
  if (!acceptedExtension(fileName)) throw new AppError('unsupported_extension');
  return { fileName, fingerprint: parsed.data.fingerprint ?? null, options: readOptions(parsed.data.options) };
}

function readOptions(text: string | null | undefined): UploadMetadata['options'] {
  if (!text) return {};
  try {
    return jobOptionsSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('bad_request', { detail: 'The options in Upload-Metadata cannot be read.', cause: error });
  }
}
