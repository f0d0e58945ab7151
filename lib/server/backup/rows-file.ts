import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { WholeRow } from '#db/whole-tables.ts';

const BATCH_BYTES = 1024 * 1024;
const rowSchema = z.record(z.string(), z.unknown());

/** Writes rows as JSON lines, synced. @returns how many, and the sha256 of the file. */
export async function writeRows(
  path: string,
  rows: AsyncIterable<WholeRow>,
): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  try {
    let count = 0;
    let batch = '';
    const flush = async () => {
      hash.update(batch);
      await file.writeFile(batch);
      batch = '';
    };
    for await (const row of rows) {
      batch += `${JSON.stringify(row)}\n`;
      count += 1;
      if (batch.length > BATCH_BYTES) await flush();
    }
    await flush();
    await file.sync();
    return { rows: count, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

/** The rows of such a file, `size` at a time. @throws Error naming a line that is not a row. */
export async function* readRows(path: string, size: number): AsyncGenerator<WholeRow[]> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  let batch: WholeRow[] = [];
  let line = 0;
  for await (const text of lines) {
    line += 1;
    batch.push(parseRow(text, `${path}:${line}`));
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function parseRow(text: string, where: string): WholeRow {
  try {
    return rowSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${where} is not a row`, { cause: error });
  }
}
