import useSWR from 'swr';
import { type ClipExports, clipExportsSchema } from '#lib/shared/exports.ts';
import { request } from './request.ts';
import { swrOptions } from './swr-options.ts';
import { urls } from './urls.ts';

/**
 * Which platforms would take a clip; undefined until it is known.
 *
 * @param version changes when the clip is rendered again
 */
export function useExports(clipId: string, version: string): ClipExports | undefined {
  const url = `${urls.clip(clipId)}/export`;
  return useSWR<ClipExports, unknown>([url, version], () => request(url, clipExportsSchema), swrOptions).data;
}
