const MAX_LENGTH = 120;

/**
 * A text as a file name that every system takes: no separators, no control or direction
 * characters (which can hide an ending), no names that Windows keeps for devices.
 */
export function safeFileName(text: string, fallback = 'podpromo'): string {
  const name = [...text.toWellFormed().normalize('NFC')]
    .map((char) => (/[/\\:*?"<>|]/.test(char) ? ' ' : char))
    .filter((char) => !/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u.test(char) || char === '\u200d')
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const short = [...name].slice(0, MAX_LENGTH).join('').trimEnd();
  if (short === '') return fallback;
  return /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(short) ? `${fallback} ${short}` : short;
}
