const MAX_LENGTH = 200;

/**
 * The name of an uploaded file as we keep and show it: the last part of a path,
 * without control and direction characters (which can hide an ending), at most
 * 200 characters with the ending kept. Never used as a path.
 */
export function cleanUploadName(given: string): string {
  const lastPart = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const name = lastPart
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, (char) => (char === '\u200d' ? char : ''))
    .replace(/\s+/g, ' ')
    .trim();
  const chars = [...name];
  if (chars.length <= MAX_LENGTH) return name;
  const ending = /\.[^.\s]{1,10}$/.exec(name)?.[0] ?? '';
  return (
    chars
      .slice(0, MAX_LENGTH - ending.length)
      .join('')
      .trimEnd() + ending
  );
}

/** The first title of an episode: the file's name without its ending, underscores as spaces. */
export function titleOf(fileName: string): string {
  const title = fileName
    .replace(/\.[^.\s]{1,10}$/, '')
    .replaceAll('_', ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return title === '' ? 'Untitled episode' : title;
}
