import { latin1, uint32be } from './bytes.ts';

/** Pictures share the container; they hold no sound. */
const PICTURE_BRANDS = new Set([
  'heic',
  'heix',
  'hevc',
  'heim',
  'heis',
  'mif1',
  'msf1',
  'avif',
  'avis',
  'crx ',
  'jp2 ',
]);
const AUDIO_BRANDS = new Set(['M4A ', 'M4B ', 'M4P ', 'F4A ', 'F4B ']);

/** Boxes that a QuickTime file from before `ftyp` may begin with. */
const OLD_FIRST_BOXES = new Set(['moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);
const OLD_NEXT_BOXES = new Set([...OLD_FIRST_BOXES, 'udta', 'uuid']);

/** The MIME type of an ISO base media or QuickTime file; null for anything else. */
export function movBrand(bytes: Uint8Array): string | null {
  const size = uint32be(bytes, 0);
  const type = latin1(bytes, 4, 4);
  if (type === 'ftyp') {
    const brand = latin1(bytes, 8, 4);
    const isSane = size >= 16 && size <= 4096 && size % 4 === 0 && /^[\x20-\x7e]{4}$/.test(brand);
    if (!isSane || PICTURE_BRANDS.has(brand)) return null;
    if (brand === 'qt  ') return 'video/quicktime';
    return AUDIO_BRANDS.has(brand) ? 'audio/mp4' : 'video/mp4';
  }
  return OLD_FIRST_BOXES.has(type) && isOldQuickTime(bytes, size, type) ? 'video/quicktime' : null;
}

function isOldQuickTime(bytes: Uint8Array, size: number, type: string): boolean {
  // 1: the size follows as 64 bits; 0: up to the end of the file. Both only make sense for the sound and picture.
  if (size < 8) return type === 'mdat';
  if (size + 8 > bytes.byteLength) return type === 'mdat' || type === 'moov';
  return OLD_NEXT_BOXES.has(latin1(bytes, size + 4, 4));
}
