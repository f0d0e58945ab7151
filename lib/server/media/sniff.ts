import { isFlac, isMatroska, isOgg, isWave } from './sniff-containers.ts';
import { id3TagBytes, isAdts, isMpegAudio } from './sniff-frames.ts';
import { movBrand } from './sniff-mov.ts';
import type { MediaFormat } from './user-input.ts';

/** What the first bytes say a file is. */
export interface SniffedMedia {
  /** The ffmpeg demuxer to force. */
  readonly format: MediaFormat;
  /** For the player; `video/…` also where only sound is inside and the container allows both. */
  readonly mimeType: string;
}

/** How many bytes `sniffMedia` wants to see. */
export const SNIFF_BYTES = 65_536;

/** A tag longer than this is no tag (the largest cover that we decode is far smaller). */
const MAX_ID3_BYTES = 64 * 1024 * 1024;

/**
 * Tells by its first 64 KB (or the whole file where it is shorter) which of the
 * accepted formats a file is; its name does not count. Only structures that a
 * demuxer of ours reads from byte 0 are accepted, so a playlist, a page, an
 * archive or a text under the name of a media file is null, and so is a page
 * with media behind it.
 */
export function sniffMedia(head: Uint8Array): SniffedMedia | null {
  if (head.byteLength < 12) return null;
  const tagBytes = id3TagBytes(head);
  if (tagBytes === null) return sniffBody(head);
  if (tagBytes > MAX_ID3_BYTES) return null;
  // The sound begins after what we see; `sniffFile` looks there.
  if (tagBytes >= head.byteLength) return { format: 'mp3', mimeType: 'audio/mpeg' };
  const body = skipZeros(head.subarray(tagBytes));
  // Padding may fill the rest; then, too, the sound begins later.
  if (body.byteLength === 0) return { format: 'mp3', mimeType: 'audio/mpeg' };
  const sniffed = sniffBody(body);
  // Other containers do not begin with this tag.
  return sniffed && ['mp3', 'aac', 'flac'].includes(sniffed.format) ? sniffed : null;
}

function sniffBody(body: Uint8Array): SniffedMedia | null {
  if (isWave(body)) return { format: 'wav', mimeType: 'audio/wav' };
  if (isFlac(body)) return { format: 'flac', mimeType: 'audio/flac' };
  if (isOgg(body)) return { format: 'ogg', mimeType: 'audio/ogg' };
  const docType = isMatroska(body);
  if (docType) return { format: 'matroska', mimeType: docType === 'webm' ? 'video/webm' : 'video/x-matroska' };
  const brand = movBrand(body);
  if (brand) return { format: 'mov', mimeType: brand };
  if (isAdts(body)) return { format: 'aac', mimeType: 'audio/aac' };
  if (isMpegAudio(body)) return { format: 'mp3', mimeType: 'audio/mpeg' };
  return null;
}

function skipZeros(bytes: Uint8Array): Uint8Array {
  let at = 0;
  while (at < bytes.byteLength && bytes[at] === 0) at += 1;
  return bytes.subarray(at);
}
