import type { FileHandle } from 'node:fs/promises';
import { AppError } from '#lib/server/app-error.ts';

/** One variable of a CTranslate2 `model.bin`, and where its data lies in the file. */
export interface Ct2Variable {
  readonly dims: readonly number[];
  readonly type: 'f32' | 'i8' | 'i16' | 'i32' | 'f16' | 'bf16';
  readonly position: number;
  readonly bytes: number;
}

export interface Ct2Model {
  readonly spec: string;
  readonly variables: ReadonlyMap<string, Ct2Variable>;
}

const TYPES = ['f32', 'i8', 'i16', 'i32', 'f16', 'bf16'] as const;
/** Bytes of one number of each type. */
export const SIZES = { f32: 4, i8: 1, i16: 2, i32: 4, f16: 2, bf16: 2 } as const;
const VERSION = 6;
const MAX_VARIABLES = 20_000;

/**
 * Reads the index of a CTranslate2 model (format version 6): names, shapes,
 * places. The data stays in the file. Aliases are resolved.
 *
 * @throws AppError `model_damaged`.
 */
export async function readCt2Index(handle: FileHandle): Promise<Ct2Model> {
  const size = (await handle.stat()).size;
  let position = 0;
  const take = async (bytes: number): Promise<Buffer> => {
    if (bytes > 65_536 || position + bytes > size) throw damaged('ends early');
    const buffer = Buffer.alloc(bytes);
    await handle.read(buffer, 0, bytes, position);
    position += bytes;
    return buffer;
  };
  const u32 = async () => (await take(4)).readUInt32LE(0);
  const text = async () => {
    const bytes = (await take(2)).readUInt16LE(0);
    if (bytes < 1) throw damaged('a name is empty');
    return (await take(bytes)).toString('utf8', 0, bytes - 1); // the last one is NUL
  };

  const version = await u32();
  if (version !== VERSION) throw damaged(`format version ${version} instead of ${VERSION}`);
  const spec = await text();
  await u32(); // revision of the spec
  const count = await u32();
  if (count > MAX_VARIABLES) throw damaged(`${count} variables`);
  const variables = new Map<string, Ct2Variable>();
  for (let i = 0; i < count; i++) {
    const name = await text();
    const rank = (await take(1)).readUInt8(0);
    const dimsBuffer = await take(rank * 4);
    const dims = Array.from({ length: rank }, (_, index) => dimsBuffer.readUInt32LE(index * 4));
    const type = TYPES[(await take(1)).readUInt8(0)];
    const bytes = await u32();
    if (!type || dims.reduce((product, dim) => product * dim, SIZES[type]) !== bytes) throw damaged(`${name} is torn`);
    if (position + bytes > size) throw damaged('ends early');
    variables.set(name, { dims, type, position, bytes });
    position += bytes;
  }
  const aliases = position < size ? await u32() : 0;
  for (let i = 0; i < aliases; i++) {
    const alias = await text();
    const target = variables.get(await text());
    if (target) variables.set(alias, target);
  }
  return { spec, variables };
}

function damaged(what: string): AppError {
  return new AppError('model_damaged', { cause: new Error(`CTranslate2 model: ${what}`) });
}
