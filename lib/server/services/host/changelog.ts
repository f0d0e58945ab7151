import type { Changelog, Release } from '#lib/shared/api/changelog.ts';
import { VERSION } from '../../version.ts';

/** Put in by the build (next.config.mjs): the built server has no files of the project beside it. */
const TEXT = process.env.PODPROMO_CHANGELOG ?? '';

/** What changed, release by release. */
export function changelog(text: string = TEXT): Changelog {
  return { version: VERSION, releases: parseChangelog(text).filter(({ changes }) => changes.length > 0) };
}

/** Reads the form of Keep a Changelog; lines that are none of it are left out. */
export function parseChangelog(text: string): Release[] {
  const releases: Release[] = [];
  for (const line of text.split('\n')) {
    const heading = /^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?/.exec(line);
    const release = releases.at(-1);
    const kind = /^### (.+)$/.exec(line)?.[1];
    const item = /^- (.+)$/.exec(line)?.[1];
    if (heading) {
      const [, name = '', date = null] = heading;
      releases.push({ version: name === 'Unreleased' ? null : name, date, changes: [] });
    } else if (kind) release?.changes.push({ kind, items: [] });
    else if (item) release?.changes.at(-1)?.items.push(item);
  }
  return releases;
}
