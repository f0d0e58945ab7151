import type { Face } from '#lib/server/captions/text/fonts.ts';
import { withCards } from './cards/with-cards.ts';
import { withLogo } from './logo.ts';
import type { PictureSource } from './picture.ts';
import type { RenderRequest } from './render-clip.ts';

/** What a brand adds to any picture: its cards before and after, its logo over all. */
export async function dressPicture(
  picture: PictureSource,
  request: Pick<RenderRequest, 'env' | 'aspect' | 'artworkPath' | 'look' | 'workDir' | 'signal'>,
  durationMs: number,
): Promise<{ picture: PictureSource; faces: ReadonlySet<Face> }> {
  const { env, aspect, artworkPath, look, workDir, signal } = request;
  if (!look) return { picture, faces: new Set() };
  const carded = await withCards(picture, { env, look, aspect, artworkPath, durationMs, workDir, signal });
  if (!look.logo) return carded;
  const { logo } = look;
  return { ...carded, picture: await withLogo(carded.picture, { env, logo, aspect, workDir, signal }) };
}
