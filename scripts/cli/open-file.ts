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
 * @throws UsageError where there is no such file; AppError `unsupported_extension`,
 *   `empty_file`, `file_too_large`, `unsupported_content`.
 */
export async function openFile(file: string, maxFileBytes: number): Promise<InputFile> {
  let path: string;
  try {
    path = await realpath(file);
  } catch (error) {
    if (hasErrno(error, 'ENOENT') || hasErrno(error, 'ENOTDIR')) throw new UsageError(`There is no file ${file}`);
    throw error;
  }
  const info = await stat(path);
  if (!info.isFile()) throw new UsageError(`${file} is not a file`);
  const fileName = basename(file);
  if (!acceptedExtension(fileName)) {
    throw new AppError('unsupported_extension', { detail: `accepted: ${ACCEPTED_EXTENSIONS.join(', ')}` });
  }
  if (info.size === 0) throw new AppError('empty_file');
  if (info.size > maxFileBytes) throw new AppError('file_too_large');
  const media = await sniffFile(path);
  if (!media) throw new AppError('unsupported_content');
  return { path, fileName, title: titleOf(fileName), sizeBytes: info.size, media };
}
