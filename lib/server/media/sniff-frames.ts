import { byteAt, latin1 } from './bytes.ts';

/** How many frames in a row make a stream: one or two sync words happen by chance. */
const FRAMES_WANTED = 3;
/** A file that was cut begins in the middle of a frame; none is longer. */
const LONGEST_FRAME = 2_881;

/**
 * Length of a leading ID3v2 tag with its header and footer, in bytes; null
 * where there is none (or one that no program writes).
 */
export function id3TagBytes(bytes: Uint8Array): number | null {
  if (latin1(bytes, 0, 3) !== 'ID3') return null;
  const version = byteAt(bytes, 3);
  const sizes = [6, 7, 8, 9].map((at) => byteAt(bytes, at));
  if (version < 2 || version > 4 || byteAt(bytes, 4) === 0xff || sizes.some((size) => size > 0x7f)) return null;
  const size = sizes.reduce((sum, part) => sum * 128 + part, 0);
  if (size > 0 && !looksLikeFrame(bytes, version)) return null;
  const hasFooter = version === 4 && (byteAt(bytes, 5) & 0x10) !== 0;
  return 10 + size + (hasFooter ? 10 : 0);
}

/** The tag's content begins with a frame's name, with padding, or with an extended header. */
function looksLikeFrame(bytes: Uint8Array, version: number): boolean {
  const hasExtendedHeader = version > 2 && (byteAt(bytes, 5) & 0x40) !== 0;
  if (hasExtendedHeader || byteAt(bytes, 10) === 0) return true;
  return /^[A-Z][A-Z0-9 ]{2,3}$/.test(latin1(bytes, 10, version === 2 ? 3 : 4));
}

/** MPEG audio of any layer: frames one after another, from the start or after the rest of a cut frame. */
export function isMpegAudio(bytes: Uint8Array): boolean {
  return followsFrames(bytes, mpegFrame);
}

/** AAC in ADTS frames. */
export function isAdts(bytes: Uint8Array): boolean {
  return followsFrames(bytes, adtsFrame);
}

interface Frame {
  readonly length: number;
  /** What must stay the same from frame to frame. */
  readonly kind: string;
}

type FrameReader = (bytes: Uint8Array, at: number) => Frame | null;

function followsFrames(bytes: Uint8Array, read: FrameReader): boolean {
  const first = firstNonZero(bytes);
  if (hasFramesAt(bytes, first, read)) return true;
  // A page, a playlist or a text with frames behind it is a trick.
  if (beginsAsText(bytes.subarray(first, first + 16))) return false;
  const last = Math.min(first + LONGEST_FRAME, bytes.byteLength - 4);
  for (let at = first + 1; at <= last; at += 1) if (hasFramesAt(bytes, at, read)) return true;
  return false;
}

function hasFramesAt(bytes: Uint8Array, start: number, read: FrameReader): boolean {
  let at = start;
  let kind: string | null = null;
  for (let count = 0; count < FRAMES_WANTED; count += 1) {
    const frame = read(bytes, at);
    if (!frame || (kind !== null && frame.kind !== kind)) return false;
    kind = frame.kind;
    at += frame.length;
    // A very short file: at least two whole frames, and nothing else behind them.
    if (at >= bytes.byteLength) return count >= 1;
  }
  return true;
}

function firstNonZero(bytes: Uint8Array): number {
  const at = bytes.findIndex((byte) => byte !== 0);
  return at < 0 ? bytes.byteLength : at;
}

/** Six readable bytes, after a byte order mark; the rest of a cut frame begins so in 3 of 1,000 files. */
function beginsAsText(bytes: Uint8Array): boolean {
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\t\n\r\x20-\x7e]{6}/.test(latin1(bytes, 0, 16).replaceAll('\0', ''));
}

const BITRATES: Readonly<Record<string, readonly number[]>> = {
  '1-1': [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1-2': [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1-3': [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2-1': [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2-2': [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  '2-3': [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const SAMPLE_RATES = [44_100, 48_000, 32_000];

/** ISO 11172-3 and 13818-3 (and the 2.5 of low rates), 2.4.2.3: length in bytes from bit rate and sample rate. */
function mpegFrame(bytes: Uint8Array, at: number): Frame | null {
  if (byteAt(bytes, at) !== 0xff || (byteAt(bytes, at + 1) & 0xe0) !== 0xe0) return null;
  const versionBits = (byteAt(bytes, at + 1) >> 3) & 3;
  const layer = 4 - ((byteAt(bytes, at + 1) >> 1) & 3);
  if (versionBits === 1 || layer === 4) return null;
  const isFirst = versionBits === 3;
  const bitrate = BITRATES[`${isFirst ? 1 : 2}-${layer}`]?.[(byteAt(bytes, at + 2) >> 4) - 1];
  const baseRate = SAMPLE_RATES[(byteAt(bytes, at + 2) >> 2) & 3];
  if (bitrate === undefined || baseRate === undefined) return null;
  const sampleRate = versionBits === 0 ? baseRate / 4 : isFirst ? baseRate : baseRate / 2;
  const padding = (byteAt(bytes, at + 2) >> 1) & 1;
  const length =
    layer === 1
      ? (Math.floor((12_000 * bitrate) / sampleRate) + padding) * 4
      : Math.floor(((layer === 3 && !isFirst ? 72_000 : 144_000) * bitrate) / sampleRate) + padding;
  return { length, kind: `${versionBits}-${layer}-${sampleRate}` };
}

/** ISO 14496-3, 1.A.2: the length stands in the header. */
function adtsFrame(bytes: Uint8Array, at: number): Frame | null {
  if (byteAt(bytes, at) !== 0xff || (byteAt(bytes, at + 1) & 0xf6) !== 0xf0) return null;
  const rateIndex = (byteAt(bytes, at + 2) >> 2) & 15;
  const length = ((byteAt(bytes, at + 3) & 3) << 11) | (byteAt(bytes, at + 4) << 3) | (byteAt(bytes, at + 5) >> 5);
  if (rateIndex > 12 || length < 8) return null;
  return { length, kind: `${byteAt(bytes, at + 1) & 8}-${rateIndex}` };
}
