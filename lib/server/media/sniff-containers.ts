import { byteAt, latin1, uint32le } from './bytes.ts';

/** RIFF/RF64 WAVE with a `fmt ` chunk before its `data`. */
export function isWave(bytes: Uint8Array): boolean {
  if (!['RIFF', 'RF64', 'BW64'].includes(latin1(bytes, 0, 4)) || latin1(bytes, 8, 4) !== 'WAVE') return false;
  let at = 12;
  while (at + 8 <= bytes.byteLength) {
    const id = latin1(bytes, at, 4);
    if (id === 'fmt ') return uint32le(bytes, at + 4) >= 14;
    if (id === 'data' || !/^[A-Za-z_][\w ]{3}$/.test(id)) return false;
    const size = uint32le(bytes, at + 4);
    at += 8 + size + (size % 2);
  }
  // Broadcast files may carry a chunk longer than what we see before `fmt `.
  return at > bytes.byteLength;
}

/** `fLaC` and its STREAMINFO with a sample rate. */
export function isFlac(bytes: Uint8Array): boolean {
  if (latin1(bytes, 0, 4) !== 'fLaC') return false;
  const isStreamInfo = (byteAt(bytes, 4) & 0x7f) === 0;
  const length = (byteAt(bytes, 5) << 16) | (byteAt(bytes, 6) << 8) | byteAt(bytes, 7);
  const sampleRate = (byteAt(bytes, 18) << 12) | (byteAt(bytes, 19) << 4) | (byteAt(bytes, 20) >> 4);
  return isStreamInfo && length === 34 && sampleRate > 0;
}

const OGG_CODECS = ['OpusHead', '\x01vorbis', '\x7fFLAC', 'Speex   ', '\x80theora', 'fishead\0'];

/** A first Ogg page whose packet is the header of a known codec. */
export function isOgg(bytes: Uint8Array): boolean {
  if (latin1(bytes, 0, 5) !== 'OggS\0') return false;
  const isFirstPage = (byteAt(bytes, 5) & 2) === 2;
  const packet = 27 + byteAt(bytes, 26);
  return isFirstPage && OGG_CODECS.some((magic) => latin1(bytes, packet, magic.length) === magic);
}

/** How far the EBML header may reach; usual ones have 20-50 bytes. */
const EBML_HEADER_BYTES = 4096;
const DOC_TYPES = ['matroska', 'webm'] as const;

/** The document type of an EBML header, where it is one that we read. */
export function isMatroska(bytes: Uint8Array): (typeof DOC_TYPES)[number] | null {
  if (latin1(bytes, 0, 4) !== '\x1a\x45\xdf\xa3') return null;
  const header = latin1(bytes, 4, EBML_HEADER_BYTES);
  const element = header.indexOf('\x42\x82');
  if (element < 0) return null;
  // Its length takes 1 to 8 bytes.
  const value = header.slice(element + 3, element + 18);
  return DOC_TYPES.find((type) => value.includes(type)) ?? null;
}
