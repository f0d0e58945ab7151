import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as yauzl from 'yauzl';
import { z } from 'zod';
import { AppError } from '../app-error.ts';
import {
  COPY_VERSION,
  type CopyManifest,
  copyManifestSchema,
  type EpisodeCopy,
  episodeCopySchema,
  MANIFEST_NAME,
  ROWS_NAME,
} from './schema.ts';

const MAX_ENTRIES = 5002;
const MAX_MANIFEST_BYTES = 4_000_000;
/** Twelve hours of words, several times. */
const MAX_ROWS_BYTES = 200_000_000;

/** A ZIP whose directory was read and checked; nothing was unpacked yet. */
export interface OpenCopy {
  readonly manifest: CopyManifest;
  readonly copy: EpisodeCopy;
  /** Of the files that are to be unpacked. */
  readonly filesBytes: number;
  /** Unpacks every file into a folder, under numbers; answers where each of the ZIP's names lies. */
  unpack(folder: string, signal: AbortSignal): Promise<Map<string, string>>;
  close(): void;
}

/**
 * Opens the ZIP of an exported episode. Names are only compared, never used as paths; sizes are those of the manifest,
 * whatever the ZIP makes of them.
 *
 * @throws AppError `import_unreadable`, `import_newer`
 */
export async function openCopy(path: string): Promise<OpenCopy> {
  const zip = await refused(() =>
    yauzl.openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true }),
  );
  try {
    const entries = await refused(() => readDirectory(zip));
    const manifest = await readManifest(zip, entries);
    const files = new Map(manifest.files.map((file) => [file.name, file]));
    const named = new Set([MANIFEST_NAME, ...files.keys()]);
    // Each byte of the ZIP is named by its manifest, once.
    if (files.size !== manifest.files.length || entries.size !== named.size) throw unreadable('names');
    for (const [name, entry] of entries) {
      if (!named.has(name)) throw unreadable(`${name} is not in the manifest`);
      const file = files.get(name);
      if (file && file.sizeBytes !== entry.uncompressedSize) throw unreadable(`${name} has another size`);
    }
    const text = await readText(zip, entries, ROWS_NAME, MAX_ROWS_BYTES);
    if (sha256Of(text) !== files.get(ROWS_NAME)?.sha256) throw unreadable('rows have another checksum');
    const copy = parse(episodeCopySchema, text);
    if (copy.assets.some((asset) => !files.has(asset.file) || asset.file === ROWS_NAME)) throw unreadable('assets');
    const unpacked = manifest.files.filter((file) => file.name !== ROWS_NAME);
    return {
      manifest,
      copy,
      filesBytes: unpacked.reduce((sum, file) => sum + file.sizeBytes, 0),
      unpack: (folder, signal) => unpack(zip, entries, unpacked, folder, signal),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function readDirectory(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > MAX_ENTRIES) throw new Error(`${zip.entryCount} entries`);
  const entries = new Map<string, yauzl.Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) throw new Error(`${entry.fileName} is there twice`);
    entries.set(entry.fileName, entry);
  }
  return entries;
}

async function readManifest(zip: yauzl.ZipFile, entries: ReadonlyMap<string, yauzl.Entry>): Promise<CopyManifest> {
  const manifest = parse(copyManifestSchema, await readText(zip, entries, MANIFEST_NAME, MAX_MANIFEST_BYTES));
  if (manifest.version > COPY_VERSION) throw new AppError('import_newer');
  return manifest;
}

async function readText(
  zip: yauzl.ZipFile,
  entries: ReadonlyMap<string, yauzl.Entry>,
  name: string,
  maxBytes: number,
): Promise<string> {
  const entry = entries.get(name);
  if (!entry || entry.uncompressedSize > maxBytes) throw unreadable(`${name} is absent or too large`);
  const chunks = await refused(async () => Array.fromAsync<Uint8Array>(await zip.openReadStreamPromise(entry)));
  return Buffer.concat(chunks).toString('utf8');
}

async function unpack(
  zip: yauzl.ZipFile,
  entries: ReadonlyMap<string, yauzl.Entry>,
  files: CopyManifest['files'],
  folder: string,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const places = new Map<string, string>();
  for (const [index, file] of files.entries()) {
    const entry = entries.get(file.name);
    if (!entry) throw unreadable(`${file.name} is absent`);
    const place = join(folder, String(index));
    const hash = createHash('sha256');
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    // The library ends with an error where an entry holds more than it says.
    const source = await refused(() => zip.openReadStreamPromise(entry));
    await pipeline(source, measure, createWriteStream(place, { flags: 'wx', mode: 0o600 }), { signal }).catch(
      (error: unknown) => {
        throw isOurs(error) ? error : unreadable(file.name, error);
      },
    );
    if (hash.digest('hex') !== file.sha256) throw unreadable(`${file.name} has another checksum`);
    places.set(file.name, place);
  }
  return places;
}

/** A full disk and a caller that left are no fault of the ZIP. */
function isOurs(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && typeof error.code === 'string' && error.code in OURS);
}
const OURS: Readonly<Record<string, true>> = { ENOSPC: true, EDQUOT: true, EIO: true, EACCES: true, EMFILE: true };

function parse<Schema extends z.core.$ZodType>(schema: Schema, text: string): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable('no JSON', error);
  }
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  throw unreadable('not as it should be', parsed.error);
}

async function refused<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw isOurs(error) ? error : unreadable('the ZIP cannot be read', error);
  }
}

function unreadable(why: string, cause?: unknown): AppError {
  return new AppError('import_unreadable', { cause: new Error(why, { cause }) });
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
