'use client';

import { useState } from 'react';
import useSWR from 'swr';
import { ApiError } from '#lib/client/api-error.ts';
import { clipCalls } from '#lib/client/clip-calls.ts';
import { swrOptions } from '#lib/client/swr-options.ts';
import { urls } from '#lib/client/urls.ts';
import type { ClipView } from '#lib/shared/api/clips.ts';

const RENDERING_MS = 2000;

/** One clip, with what can be taken back of it; asked again while a video of it is on its way. */
export function useClip(id: string): { clip: ClipView | undefined; missing: boolean; error: ApiError | undefined } {
  const [rendering, setRendering] = useState(false);
  const { data, error } = useSWR<ClipView, unknown>(urls.clip(id), () => clipCalls.clip(id), {
    ...swrOptions,
    refreshInterval: rendering ? RENDERING_MS : 0,
  });
  const unfinished = data?.renders.some(({ status }) => status === 'queued' || status === 'running') ?? false;
  if (unfinished !== rendering) setRendering(unfinished);
  const problem = error instanceof ApiError ? error : undefined;
  return { clip: data, missing: problem?.status === 404, error: problem };
}
