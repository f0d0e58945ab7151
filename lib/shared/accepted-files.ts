/** Endings that an episode may have; what is inside decides later. */
export const ACCEPTED_EXTENSIONS = [
  'mp3',
  'wav',
  'm4a',
  'flac',
  'aac',
  'ogg',
  'opus',
  'mp4',
  'mov',
  'mkv',
  'webm',
] as const;
export type AcceptedExtension = (typeof ACCEPTED_EXTENSIONS)[number];

/** The ending of a file's name in lower case, where it is an accepted one. */
export function acceptedExtension(fileName: string): AcceptedExtension | null {
  const ending = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase();
  return ACCEPTED_EXTENSIONS.find((extension) => extension === ending) ?? null;
}
