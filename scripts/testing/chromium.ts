import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { execa } from 'execa';
import { z } from 'zod';
import { projectRoot } from '../supervisor/commands.ts';
import { reasonOf } from './reason.ts';

interface Browser {
  readonly what: string;
  readonly variables: { CHROMIUM_PATH: string; CHROMIUM_LIBRARIES?: string };
}

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC_PATHS = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
const LIMIT_MS = 120_000;

/**
 * Finds a Chromium that runs here: `CHROMIUM_PATH`, the system's, Playwright's own, that of @sparticuz/chromium.
 *
 * @throws Error with what stood in the way of the last one
 */
export async function findChromium(): Promise<Browser> {
  const given = process.env.CHROMIUM_PATH;
  if (given) return browser(given, await versionOf(given));
  for (const path of [...onPath(), ...MAC_PATHS, chromium.executablePath()].filter(existsSync)) {
    const version = await versionOf(path).catch(() => null); // e.g. Ubuntu's placeholder for a snap: the next one
    if (version) return browser(path, version);
  }
  return await packaged();
}

function onPath(): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function browser(path: string, version: string, libraries?: string): Browser {
  return {
    what: `${path} (${version})`,
    variables: { CHROMIUM_PATH: path, ...(libraries && { CHROMIUM_LIBRARIES: libraries }) },
  };
}

async function versionOf(path: string, libraries?: string): Promise<string> {
  const { stdout } = await execa(path, ['--version', '--no-sandbox'], {
    env: libraries ? { LD_LIBRARY_PATH: libraries } : {},
    timeout: LIMIT_MS,
  });
  return stdout.trim();
}

/** The browser out of the npm package, unpacked once into node_modules/.cache. */
async function packaged(): Promise<Browser> {
  const folder = await unpacked();
  const path = join(folder, 'chromium');
  try {
    return browser(path, await versionOf(path));
  } catch (first) {
    const libraries = join(folder, 'al2023', 'lib');
    try {
      return browser(path, await versionOf(path, libraries), libraries);
    } catch (error) {
      throw new Error(
        `No Chromium runs here. Install chromium or Google Chrome, or set CHROMIUM_PATH. The npm package's one says: ${reasonOf(first)}`,
        { cause: error },
      );
    }
  }
}

async function unpacked(): Promise<string> {
  const manifest = join(projectRoot, 'node_modules', '@sparticuz', 'chromium', 'package.json');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(manifest, 'utf8')));
  const folder = join(projectRoot, 'node_modules', '.cache', 'podpromo', `chromium-${version}`);
  if (existsSync(folder)) return folder;
  // It unpacks into the temporary folder and takes what lies there for whole: give it one of its own, then rename.
  const partial = `${folder}.${process.pid}.partial`;
  await mkdir(partial, { recursive: true });
  try {
    await execa(process.execPath, [join(import.meta.dirname, 'unpack-chromium.mjs')], {
      env: { TMPDIR: partial },
      timeout: LIMIT_MS,
    });
    await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}
