import { useEffect, useMemo, useState } from 'react';
import useSWR from 'swr';
import { type CaptionChoice, captionsUrl, readCaptions } from '#lib/client/captions.ts';
import { swrOptions } from '#lib/client/swr-options.ts';
import type { ClipCaptions } from '#lib/shared/api/captions.ts';

/** While something is dragged, the server is asked once it stands still for so long. */
const STILL_MS = 180;

/** The script of a clip; the one before it stays while a new one is asked for. */
export function useClipCaptions(
  clipId: string,
  choice: CaptionChoice,
  revision: string | number,
): { captions: ClipCaptions | undefined; failed: boolean } {
  const url = useStill(captionsUrl(clipId, choice));
  const { data, error } = useSWR<ClipCaptions, unknown>([url, revision], () => readCaptions(url), {
    ...swrOptions,
    keepPreviousData: true,
    revalidateOnFocus: false,
  });
  return { captions: data, failed: error !== undefined && data === undefined };
}

function useStill(value: string): string {
  const [still, setStill] = useState(value);
  const first = useMemo(() => ({ done: false }), []);
  useEffect(() => {
    if (!first.done) {
      first.done = true;
      return;
    }
    const timer = setTimeout(() => setStill(value), STILL_MS);
    return () => clearTimeout(timer);
  }, [first, value]);
  return still;
}
