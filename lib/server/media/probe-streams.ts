import { AppError } from '../app-error.ts';
import type { FfprobeResult, FfprobeStream } from './ffprobe-schema.ts';
import type { MediaInfo, VideoInfo } from './media-info.ts';
import { MAX_PIXELS } from './user-input.ts';

const MAX_SIDE = 8192;
const MIN_SIDE = 32;
const MAX_RATIO = 8;
/** Telephones have 8000 Hz. 53 kB that claim 1 Hz are 7 hours of sound. */
const MIN_RATE = 4000;

/**
 * Chooses the sound, the moving picture and the cover among the streams.
 *
 * @throws AppError `media_too_complex` where the picture is larger than 8K.
 */
export function chooseStreams(result: FfprobeResult): Pick<MediaInfo, 'audio' | 'video' | 'artwork' | 'tags'> {
  const { streams } = result;
  const pictures = streams.filter((stream) => stream.codec_type === 'video' && (stream.width ?? 0) > 0);
  const moving = pictures.filter((stream) => !isCover(stream));
  return {
    audio: sound(preferred(streams.filter((stream) => stream.codec_type === 'audio' && isReadable(stream)))),
    video: picture(preferred(moving), result.format.start_time ?? 0),
    artwork: pictures.find(isCover)?.index ?? null,
    tags: {
      title: tag(result, 'title'),
      artist: tag(result, 'artist'),
      album: tag(result, 'album'),
    },
  };
}

function preferred(streams: FfprobeStream[]): FfprobeStream | undefined {
  return streams.find((stream) => stream.disposition.default === 1) ?? streams[0];
}

/** A still in a media file: flagged as such, or one single picture. */
function isCover(stream: FfprobeStream): boolean {
  if (stream.disposition.attached_pic === 1) return true;
  return ['png', 'mjpeg'].includes(stream.codec_name) && stream.nb_frames === 1;
}

function isReadable(stream: FfprobeStream): boolean {
  return (stream.channels ?? 0) > 0 && (stream.sample_rate ?? 0) >= MIN_RATE;
}

function sound(stream: FfprobeStream | undefined): MediaInfo['audio'] {
  if (!stream) return null;
  const { index, codec_name: codec, channels = 0, sample_rate: sampleRate = 0 } = stream;
  return { index, codec, channels, sampleRate };
}

function picture(stream: FfprobeStream | undefined, fileStart: number): VideoInfo | null {
  if (!stream) return null;
  const { width: codedWidth = 0, height: codedHeight = 0 } = stream;
  if (Math.max(codedWidth, codedHeight) > MAX_SIDE || codedWidth * codedHeight > MAX_PIXELS) {
    throw new AppError('media_too_complex');
  }
  const rotation = rotationOf(stream);
  const wide = Math.round(codedWidth * pixelShape(stream));
  const turned = rotation === 90 || rotation === 270;
  const width = turned ? codedHeight : wide;
  const height = turned ? wide : codedHeight;
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  // A strip of a few pixels is no picture to cut clips from: the sound is used alone.
  if (short < MIN_SIDE || long / short > MAX_RATIO || long > MAX_SIDE * 2) return null;
  const base = Number.isFinite(fileStart) ? fileStart : 0;
  const start = finite(stream.start_time, base) - base;
  const length = finite(stream.duration, Number.NaN);
  return {
    index: stream.index,
    codec: stream.codec_name,
    width,
    height,
    fps: ratio(stream.avg_frame_rate) || ratio(stream.r_frame_rate) || 30,
    rotation,
    colorSpace: stream.color_space ?? null,
    colorTransfer: stream.color_transfer ?? null,
    interlaced: ['tt', 'bb', 'tb', 'bt'].includes(stream.field_order ?? ''),
    startMs: Math.max(0, Math.round(start * 1000)),
    endMs: Number.isFinite(length) && length > 0 ? Math.round((start + length) * 1000) : null,
  };
}

function rotationOf(stream: FfprobeStream): number {
  // Side data counts counter-clockwise, the older tag clockwise.
  const side = stream.side_data_list.find((entry) => Number.isFinite(entry.rotation))?.rotation;
  const degrees = side === undefined ? Number(stream.tags.rotate ?? 0) : -side;
  const quarter = Math.round((Number.isFinite(degrees) ? degrees : 0) / 90) * 90;
  return ((quarter % 360) + 360) % 360;
}

function pixelShape(stream: FfprobeStream): number {
  const [wide, high] = (stream.sample_aspect_ratio ?? '1:1').split(':').map(Number);
  const shape = wide && high ? wide / high : 1;
  return shape > 0.1 && shape < 10 ? shape : 1;
}

function ratio(text: string | undefined): number {
  const [over, under] = (text ?? '').split('/').map(Number);
  const value = over && under ? over / under : 0;
  return value > 0 && value <= 1000 ? value : 0;
}

function finite(value: number | undefined, otherwise: number): number {
  return value !== undefined && Number.isFinite(value) ? value : otherwise;
}

/** Tags of the file, or of a stream (Ogg keeps them there); names in any case. */
function tag(result: FfprobeResult, name: string): string | null {
  for (const tags of [result.format.tags, ...result.streams.map((stream) => stream.tags)]) {
    for (const [key, value] of Object.entries(tags)) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out here
      const clean = value.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
      if (key.toLowerCase() === name && clean) return clean.slice(0, 200);
    }
  }
  return null;
}
