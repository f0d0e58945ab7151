import { expect, it } from 'vitest';
import type { MediaInfo } from '#lib/server/media/media-info.ts';
import { editsOfClip, LONGEST_HEARD_MS } from '#lib/server/services/clips/clip-edits.ts';
import { mediaEnv } from '../../helpers/media.ts';

it('a clip of hours is not decoded for its preview: it is cut where it was said', async () => {
  const info: MediaInfo = {
    ...{ format: 'mov', durationMs: 10_000_000, claimedDurationMs: null, audio: null, video: null, artwork: null },
    tags: { title: null, artist: null, album: null },
  };
  const durationMs = LONGEST_HEARD_MS + 1000;
  const clip = { startMs: 0, durationMs, words: [], language: 'en', level: 'strong' as const };
  // Nothing lies there: whoever listened would fail.
  const source = { id: 'a', path: '/nowhere/talk.mp4', info };
  expect(await editsOfClip(mediaEnv('/data'), { ...clip, source, removed: [] })).toBeNull();
  const removed = [{ startMs: 1000, endMs: 3000 }];
  expect(await editsOfClip(mediaEnv('/data'), { ...clip, source, removed })).toEqual({
    keeps: [
      { startMs: 0, endMs: 1000 },
      { startMs: 3000, endMs: durationMs },
    ],
    durationMs: durationMs - 2000,
  });
});
