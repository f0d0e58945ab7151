import { type ClipCaptions, clipCaptionsSchema } from '#lib/shared/api/captions.ts';
import type { Aspect, Tighten } from '#lib/shared/states.ts';
import type { Look } from '#lib/shared/styles/looks.ts';
import { request } from './request.ts';
import { urls } from './urls.ts';

/** What a clip's script is asked for; what is not named is as it is stored. */
export interface CaptionChoice {
  readonly aspect: Aspect;
  readonly look?: Look;
  readonly tighten?: Tighten;
  readonly startMs?: number;
  readonly endMs?: number;
  readonly removed?: readonly { readonly startMs: number; readonly endMs: number }[];
}

/** Address of a clip's script. */
export function captionsUrl(clipId: string, { look, removed, ...choice }: CaptionChoice): string {
  const query = new URLSearchParams();
  const stretches = removed?.map(({ startMs, endMs }) => `${Math.round(startMs)}-${Math.round(endMs)}`).join(',');
  for (const [name, value] of Object.entries({ ...choice, ...look, removed: stretches })) {
    if (value !== undefined) query.set(name, String(typeof value === 'number' ? Math.round(value) : value));
  }
  return `${urls.clip(clipId)}/captions?${query}`;
}

/** @throws ApiError */
export function readCaptions(url: string): Promise<ClipCaptions> {
  return request(url, clipCaptionsSchema);
}
