import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, hasErrno } from '#lib/server/app-error.ts';
import { readGiven } from '#lib/server/services/transcripts/transcript-import.ts';
import { decodeText, TRANSCRIPT_MAX_BYTES } from '#lib/shared/transcript/formats/parse.ts';
import { type ParsedTranscript, TranscriptFormatError } from '#lib/shared/transcript/formats/parsed.ts';
import { UsageError } from './arguments.ts';

/** A transcript that a person has, read and understood; whether it fits the file is seen later. */
export interface GivenTranscript {
  readonly fileName: string;
  readonly parsed: ParsedTranscript;
}

/** @throws UsageError where there is no such file; AppError `transcript_unreadable`. Nothing is left behind. */
export async function openTranscript(file: string): Promise<GivenTranscript> {
  try {
    const info = await stat(file);
    if (!info.isFile()) throw new UsageError(`${file} is not a file`);
    if (info.size > TRANSCRIPT_MAX_BYTES) {
      throw new AppError('transcript_unreadable', { detail: 'The file is too large for a transcript' });
    }
    return { fileName: basename(file), parsed: readGiven(decodeText(await readFile(file))) };
  } catch (error) {
    if (error instanceof TranscriptFormatError) {
      throw new AppError('transcript_unreadable', { detail: error.message, cause: error });
    }
    if (hasErrno(error, 'ENOENT') || hasErrno(error, 'ENOTDIR')) throw new UsageError(`There is no file ${file}`);
    if (hasErrno(error, 'EACCES')) throw new UsageError(`${file} cannot be read: its permissions do not allow it`);
    throw error;
  }
}
