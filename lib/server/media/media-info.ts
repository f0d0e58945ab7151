import { z } from 'zod';
import { mediaFormatSchema } from './user-input.ts';

/** What is known of a source file; stored in `episodes.media`. Times in milliseconds. */
export const mediaInfoSchema = z.object({
  /** The demuxer to force whenever the file is read. */
  format: mediaFormatSchema,
  /** What can really be used: decoded where that was measured. */
  durationMs: z.number().nonnegative(),
  /** What the header says; null where it says nothing to be relied on. */
  claimedDurationMs: z.number().nonnegative().nullable(),
  audio: z
    .object({ index: z.number().int(), codec: z.string(), channels: z.number().int(), sampleRate: z.number().int() })
    .nullable(),
  /** The moving picture; cover art is not one. Width and height as shown: rotated, square pixels. */
  video: z
    .object({
      index: z.number().int(),
      codec: z.string(),
      width: z.number().int(),
      height: z.number().int(),
      fps: z.number(),
      /** Clockwise degrees by which players turn the picture: 0, 90, 180, 270. */
      rotation: z.number().int(),
      interlaced: z.boolean(),
      /** As ffprobe names them; null where the file does not say, and for what was probed before this was kept. */
      colorSpace: z.string().nullable().default(null),
      colorTransfer: z.string().nullable().default(null),
      startMs: z.number(),
      /** Null where the file does not say when its picture ends. */
      endMs: z.number().nullable(),
    })
    .nullable(),
  /** Index of the stream that holds the cover; null where there is none. */
  artwork: z.number().int().nullable(),
  tags: z.object({ title: z.string().nullable(), artist: z.string().nullable(), album: z.string().nullable() }),
});
export type MediaInfo = z.infer<typeof mediaInfoSchema>;
export type VideoInfo = NonNullable<MediaInfo['video']>;
