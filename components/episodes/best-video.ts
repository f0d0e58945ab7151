import { currentRender } from '#components/clips/current-render.ts';
import { episodeCalls } from '#lib/client/episode-calls.ts';

/** Address of the video of an episode's best clip; null where none is rendered. @throws ApiError */
export async function bestVideo(episodeId: string): Promise<string | null> {
  const { clips } = await episodeCalls.clips(episodeId);
  for (const clip of clips) {
    const url = currentRender(clip)?.videoUrl;
    if (url) return url;
  }
  return null;
}
