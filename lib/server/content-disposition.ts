import { safeFileName } from '#lib/shared/file-name.ts';

/** `attachment` with the name for old and new browsers (RFC 6266 and 5987). */
export function attachment(name: string): string {
  const safe = safeFileName(name);
  const ascii = safe
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/g, '_')
    .replace(/["\\%]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeRfc5987(safe)}`;
}

/** Asked for as `?download=NAME`; the ending stays that of the file, whatever the link says. */
export function downloadName(asked: string, filePath: string): string {
  const extension = /\.[a-z0-9]{1,5}$/i.exec(filePath)?.[0].toLowerCase() ?? '';
  const stem = asked.toLowerCase().endsWith(extension) ? asked.slice(0, asked.length - extension.length) : asked;
  return `${safeFileName(stem)}${extension}`;
}

function encodeRfc5987(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
