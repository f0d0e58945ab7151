import { z } from 'zod';
import { MODEL_NAME } from '#lib/shared/api/models.ts';
import { exportKindSchema } from '#lib/shared/exports.ts';
import { idSchema } from '#lib/shared/ids.ts';

/** Parts of addresses that name one thing; for `route`, with the code for what cannot exist. */
export const episodeRoute = { params: z.object({ episodeId: idSchema }), missing: 'episode_not_found' } as const;
export const clipRoute = { params: z.object({ clipId: idSchema }), missing: 'clip_not_found' } as const;
/** A kind that there is not is answered like a file that is not there. */
export const exportRoute = {
  params: z.object({ clipId: idSchema, kind: exportKindSchema }),
  missing: 'asset_not_found',
} as const;
export const showRoute = { params: z.object({ showId: idSchema }), missing: 'show_not_found' } as const;
export const brandFileRoute = { params: z.object({ fileId: idSchema }), missing: 'asset_not_found' } as const;
export const jobRoute = { params: z.object({ jobId: idSchema }), missing: 'job_not_found' } as const;
export const modelRoute = {
  params: z.object({ name: z.string().regex(MODEL_NAME) }),
  missing: 'model_unknown',
} as const;
export const fontRoute = {
  params: z.object({ fontKey: z.string().regex(/^[a-z0-9-]{1,80}$/) }),
  missing: 'asset_not_found',
} as const;
export const assetRoute = { params: z.object({ assetId: idSchema }), missing: 'asset_not_found' } as const;
