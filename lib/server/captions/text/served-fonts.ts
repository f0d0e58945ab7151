import { join } from 'node:path';
import { AppError } from '../../app-error.ts';
import type { Env } from '../../env.ts';
import { paths } from '../../paths.ts';
import type { OwnBytes } from '../../respond-bytes.ts';
import { namesIn } from '../../storage/folder.ts';
import { builtInFaces, type Face, fontFile, givenFace } from './fonts.ts';
import { readGivenFont, readGivenFonts } from './given-fonts.ts';

/** Address of a face's file, under the name that scripts call it by. */
export function fontUrl(face: Pick<Face, 'family'>): string {
  return `/api/fonts/${keyOf(face)}`;
}

/** One of the faces that captions are written in. @throws AppError `asset_not_found` for all others */
export async function serveFont(env: Env, key: string): Promise<OwnBytes> {
  const face = await findFace(env, key);
  if (!face) throw new AppError('asset_not_found');
  const bytes = new Uint8Array(await fontFile(face));
  const isOpenType = Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'OTTO';
  return { bytes, mimeType: isOpenType ? 'font/otf' : 'font/ttf', immutable: face.given };
}

async function findFace(env: Env, key: string): Promise<Face | null> {
  const isIt = (face: Face) => keyOf(face) === key;
  const ours = (await builtInFaces()).find(isIt);
  if (ours) return ours;
  const others = env.fontsDir ? (await readGivenFonts(env.fontsDir)).map(givenFace).find(isIt) : undefined;
  if (others) return others;
  const folder = paths.brandDir(env);
  for (const name of await namesIn(folder)) {
    const font = name.endsWith('.font') ? await readGivenFont(join(folder, name)) : null;
    if (font && isIt(givenFace(font))) return givenFace(font);
  }
  return null;
}

/** A given font's family says which file it is, and which version of it. */
function keyOf({ family }: Pick<Face, 'family'>): string {
  return family.toLowerCase().replaceAll(' ', '-');
}
