import { z } from 'zod';

const number = z.coerce.number().catch(Number.NaN);
const tags = z.record(z.string(), z.string()).catch({});

const streamSchema = z.object({
  index: z.number().int(),
  codec_type: z.string().catch('unknown'),
  codec_name: z.string().catch('unknown'),
  width: number.optional(),
  height: number.optional(),
  sample_aspect_ratio: z.string().optional(),
  field_order: z.string().optional(),
  color_space: z.string().optional(),
  color_transfer: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  r_frame_rate: z.string().optional(),
  nb_frames: number.optional(),
  channels: number.optional(),
  sample_rate: number.optional(),
  start_time: number.optional(),
  duration: number.optional(),
  disposition: z.record(z.string(), z.number()).catch({}),
  tags,
  side_data_list: z.array(z.object({ rotation: number.optional() })).catch([]),
});

/** What `ffprobe -show_format -show_streams -print_format json` prints, as far as we use it. */
export const ffprobeSchema = z.object({
  format: z.object({ duration: number.optional(), start_time: number.optional(), tags }),
  streams: z.array(streamSchema),
});
export type FfprobeResult = z.infer<typeof ffprobeSchema>;
export type FfprobeStream = z.infer<typeof streamSchema>;
