import type { ZipEntry } from './zip.ts';

/** Names what an archive should hold and does not, for whoever opens it. */
export const MISSING_NAME = 'MISSING FILES.txt';

/** Nothing where nothing is missing. */
export function missingEntries(names: readonly string[]): (ZipEntry & { content: { text: string } })[] {
  if (names.length === 0) return [];
  const lines = ['These files were not on the disk any more when this archive was made:', '', ...names, ''];
  return [{ name: MISSING_NAME, modifiedAt: new Date(), content: { text: lines.join('\r\n') } }];
}

/** The name of an archive, which tells that something is missing before it is opened. */
export function archiveName(name: string, missing: number, ending: string): string {
  return `${name}${missing > 0 ? ' (incomplete)' : ''}${ending}`;
}
