import useSWR, { mutate } from 'swr';
import * as z from 'zod/mini';
import {
  BRAND_FILE_LIMITS,
  type Brand,
  type BrandFile,
  type BrandFileKind,
  type BrandPatch,
  type BrandView,
  brandFileSchema,
  brandViewSchema,
} from '#lib/shared/styles/brand.ts';
import { ApiError, errorFromResponse, networkError } from './api-error.ts';
import { request } from './request.ts';
import { swrOptions } from './swr-options.ts';

const base = '/api/brand';

/** Whose brand: the installation's, a show's, or the one that counts for a clip. */
export type BrandOf = 'installation' | { readonly showId: string } | { readonly clipId: string };

function urlOf(of: BrandOf): string {
  if (of === 'installation') return base;
  return 'showId' in of ? `/api/shows/${of.showId}/brand` : `${base}?clip=${of.clipId}`;
}

/** A brand; undefined until it is known. */
export function useBrand(of: BrandOf): BrandView | undefined {
  const url = urlOf(of);
  return useSWR<BrandView, unknown>(url, () => request(url, brandViewSchema), swrOptions).data;
}

/** Gives a show the installation's brand again. @throws ApiError */
export async function removeShowBrand(showId: string): Promise<void> {
  const url = urlOf({ showId });
  await request(url, z.null(), { method: 'DELETE' });
  await mutate(url);
}

/** Shows the change at once; what the server answers has the last word. @throws ApiError */
export async function saveBrand(of: BrandOf, patch: BrandPatch): Promise<void> {
  const url = urlOf(of);
  const shown = (current: BrandView | undefined) => current && { ...current, ...patch };
  await mutate<BrandView>(url, shown, { revalidate: false });
  try {
    await mutate(url, request(url, brandViewSchema, { method: 'PATCH', body: patch }), { revalidate: false });
  } catch (error) {
    await mutate(url);
    throw error;
  }
}

/** @throws ApiError where it is too large, or not what it should be */
export async function uploadBrandFile(kind: BrandFileKind, file: File): Promise<BrandFile> {
  if (file.size > BRAND_FILE_LIMITS[kind]) {
    throw new ApiError({
      code: 'body_too_large',
      title: 'The file is too large',
      action: `Choose one of at most ${BRAND_FILE_LIMITS[kind] / 1e6} MB.`,
      status: 413,
    });
  }
  const response = await send(`${base}/${kind}?name=${encodeURIComponent(file.name.slice(0, 200))}`, file);
  if (!response.ok) throw await errorFromResponse(response);
  return brandFileSchema.parse(await response.json());
}

/** Where a logo can be looked at. */
export function logoUrl(logo: NonNullable<Brand['logo']>): string {
  return `${base}/files/${logo.id}`;
}

async function send(address: string, file: File): Promise<Response> {
  const headers = { 'content-type': 'application/octet-stream' };
  try {
    return await fetch(address, { method: 'POST', headers, body: file });
  } catch (error) {
    throw networkError(error);
  }
}
