import { acceptedExtension } from '#lib/shared/accepted-files.ts';
import type { SniffedMedia } from '../media/sniff.ts';

/** Endings that say the same as the content, the usual one first. */
const ENDINGS: Readonly<Record<SniffedMedia['format'], readonly string[]>> = {
  mp3: ['mp3'],
  wav: ['wav'],
  flac: ['flac'],
  ogg: ['ogg', 'opus'],
  aac: ['aac'],
  mov: ['mp4', 'm4a', 'mov'],
  matroska: ['mkv', 'webm'],
};

/** `source.<ending>`: the name's own ending where it fits the content, else the content's. */
export function sourceName(fileName: string, media: SniffedMedia): string {
  const given = acceptedExtension(fileName);
  const endings = ENDINGS[media.format];
  return `source.${given && endings.includes(given) ? given : endings[0]}`;
}
