import { realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, hasErrno } from '#lib/server/app-error.ts';
import type { SniffedMedia } from '#lib/server/media/sniff.ts';
import { sniffFile } from '#lib/server/media/sniff-file.ts';
import { titleOf } from '#lib/server/uploads/file-name.ts';
import { ACCEPTED_EXTENSIONS, acceptedExtension } from '#lib/shared/accepted-files.ts';
import { UsageError } from './arguments.ts';

export interface InputFile {
  readonly path: string;
  readonly fileName: string;
  readonly title: string;
  readonly sizeBytes: number;
  readonly media: SniffedMedia;
}

/**
 * The checks that an upload goes through before it is an episode, for a file on
 * this machine.
 *
 * @throws UsageError where there is no such file, or it cannot be read; AppError `unsupported_extension`,
 *   `empty_file`, `file_too_large`, `unsupported_content`.
 */
export async function openFile(file: string, maxFileBytes: number): Promise<InputFile> {
  const path = await reading(file, realpath(file));
  const info = await reading(file, stat(path));
  if (!info.isFile()) throw new UsageError(`${file} is not a file`);
  const fileName = basename(file);
  if (!acceptedExtension(fileName)) {
    throw new AppError('unsupported_extension', { detail: `accepted: ${ACCEPTED_EXTENSIONS.join(', ')}` });
  }
  if (info.size === 0) throw new AppError('empty_file');
  if (info.size > maxFileBytes) throw new AppError('file_too_large');
  const media = await reading(file, sniffFile(path));
  if (!media) throw new AppError('unsupported_content');
  return { path, fileName, title: titleOf(fileName), sizeBytes: info.size, media };
}

/** Why a file cannot be read, for the person who named it. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'its permissions do not allow it',
  EPERM: 'its permissions do not allow it',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
};

/** What the file system refuses is the input's fault, not ours. */
async function reading<T>(file: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (hasErrno(error, 'ENOENT') || hasErrno(error, 'ENOTDIR')) throw new UsageError(`There is no file ${file}`);
    if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) throw error;
    throw new UsageError(`${file} cannot be read: ${REASONS[String(error.code)] ?? error.code}`, { cause: error });
  }
}
