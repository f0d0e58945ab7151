import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { usedBrandFiles } from '#db/repositories/brands.ts';
import type { Database } from '#db/types.ts';
import { safeFileName } from '#lib/shared/file-name.ts';
import { newId } from '#lib/shared/ids.ts';
import type { BrandFile, BrandFileKind } from '#lib/shared/styles/brand.ts';
import { hasErrno } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import type { Env } from '../../env.ts';
import { fileResponse } from '../../file-response.ts';
import { checkFont } from '../../fonts/check-font.ts';
import { redrawLogo } from '../../media/logo.ts';
import { paths } from '../../paths.ts';

/** What was uploaded and never chosen, or is not used any more, is removed after this time. */
const UNUSED_MS = 24 * 3_600_000;

/** Where a file of a brand lies. */
export function brandFilePath(env: Env, kind: BrandFileKind, id: string): string {
  return join(paths.brandDir(env), `${id}.${kind === 'font' ? 'font' : 'png'}`);
}

/**
 * Checks an uploaded font or logo by its content and keeps it under an id. It counts once a brand names it.
 *
 * @param name what the person calls it; shown, and used for nothing else
 * @throws AppError `font_unusable`, `logo_unusable`
 */
export async function storeBrandFile(
  context: AppContext,
  kind: BrandFileKind,
  name: string,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<BrandFile> {
  const { env } = context;
  const id = newId();
  const folder = paths.brandDir(env);
  const given = join(folder, `${id}.given`);
  const partial = join(folder, `${id}.partial`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeUnused(await context.database(), env);
  try {
    if (kind === 'font') {
      checkFont(bytes);
      await writeFile(partial, bytes, { mode: 0o600 });
    } else {
      await writeFile(given, bytes, { mode: 0o600 });
      await redrawLogo({ env, path: given, head: bytes.subarray(0, 16), outPath: partial, signal });
    }
    await rename(partial, brandFilePath(env, kind, id));
    return { id, name: safeFileName(name, kind) };
  } finally {
    await rm(given, { force: true });
    await rm(partial, { force: true });
  }
}

/** A logo, to be looked at. @throws AppError `asset_not_found` */
export async function serveLogo({ env }: AppContext, request: Request, id: string): Promise<Response> {
  const path = brandFilePath(env, 'logo', id);
  return await fileResponse(request, { path, mimeType: 'image/png', saveAs: null });
}

async function removeUnused(db: Database, env: Env): Promise<void> {
  const used = new Set((await usedBrandFiles(db)).map(({ id }) => id));
  const folder = paths.brandDir(env);
  for (const name of await readdir(folder)) {
    if (used.has(name.split('.')[0] ?? '')) continue;
    const path = join(folder, name);
    try {
      if (Date.now() - (await stat(path)).mtimeMs > UNUSED_MS) await rm(path, { force: true });
    } catch (error) {
      // Another upload was faster.
      if (!hasErrno(error, 'ENOENT')) throw error;
    }
  }
}
