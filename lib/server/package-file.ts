import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Where a file of an installed package lies. Looked for upwards from here and from the working directory: the built
 * server's code lies elsewhere than its sources, and `require.resolve` is a number in it.
 *
 * @param path from the packages' folder, e.g. `some-package/fonts/a.ttf`
 * @throws Error where no such package is installed
 */
export function packageFile(path: string): string {
  for (const start of [import.meta.dirname ?? '', process.cwd()]) {
    for (let folder = start; folder !== ''; folder = parentOf(folder)) {
      const file = join(/* turbopackIgnore: true */ folder, 'node_modules', path);
      if (existsSync(/* turbopackIgnore: true */ file)) return file;
    }
  }
  throw new Error(`${path} is not installed`);
}

/** Empty for the topmost folder, and where a bundler knows of none. */
function parentOf(folder: string): string {
  const parent = dirname(folder);
  return parent === folder ? '' : parent;
}
