import { type AcceptedExtension, acceptedExtension } from '#lib/shared/accepted-files.ts';

/** Sound as it is listened to: 16,000 samples a second of 2 bytes. */
const HEARD_BYTES_PER_MS = 32;
/** What ten clips of a minute take. */
const CLIPS_BYTES = 250_000_000;
const LONGEST_MS = 12 * 3_600_000;
/** A clip's video with its sound, at the most that the encoder is allowed. */
const RENDER_BYTES_PER_MS = 1_520;
const RENDER_EXTRA_BYTES = 1_000_000;
const ARCHIVE_BYTES_PER_MS = 9;

/** Decoded sound of a file beside its size: an hour of 128 kbit/s becomes twice as large, one of video far smaller. */
const HEARD_SHARE: Readonly<Record<AcceptedExtension, number>> = {
  wav: 0.2,
  flac: 0.4,
  mp3: 2,
  m4a: 2,
  aac: 2,
  ogg: 3,
  opus: 4,
  mp4: 0.3,
  mov: 0.3,
  mkv: 0.3,
  webm: 0.5,
};

/** What working through an episode will write beside its source, in bytes, told by name and size alone. */
export function workBytesOf(fileName: string, sizeBytes: number): number {
  const extension = acceptedExtension(fileName);
  const heard = Math.min(sizeBytes * (extension ? HEARD_SHARE[extension] : 1), LONGEST_MS * HEARD_BYTES_PER_MS);
  return Math.ceil(heard + Math.min(sizeBytes, CLIPS_BYTES));
}

/** What listening to so much sound writes, in bytes: each of two voices on channels of their own is a file more. */
export function heardBytesOf(durationMs: number, channels: number): number {
  return Math.ceil(durationMs * HEARD_BYTES_PER_MS * (channels > 1 ? 3 : 1));
}

/** What the video of a clip can take at most, in bytes. */
export function renderBytesOf(durationMs: number): number {
  return Math.ceil(durationMs * RENDER_BYTES_PER_MS) + RENDER_EXTRA_BYTES;
}

/** What the small sound of an archived episode takes, in bytes. */
export function archiveBytesOf(durationMs: number): number {
  return Math.ceil(durationMs * ARCHIVE_BYTES_PER_MS) + 100_000;
}
