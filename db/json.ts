import { z } from 'zod';
import { AppError } from '#lib/server/app-error.ts';
import { systemSchema } from '#lib/shared/api/system.ts';
import { signalSchema } from '#lib/shared/clips.ts';
import { noteSchema } from '#lib/shared/transcript.ts';

export type { Signal } from '#lib/shared/clips.ts';
export type { Note } from '#lib/shared/transcript.ts';

/** A column without a value counts as an empty list. */
const list = <Item extends z.core.$ZodType>(item: Item) =>
  z
    .array(item)
    .nullable()
    .transform((items) => items ?? []);

export const notesSchema = list(noteSchema);
export const signalsSchema = list(signalSchema);
/** Whoever wrote it knows more about it: `media` the probe, `tus` the upload server. */
export const objectSchema = z.record(z.string(), z.unknown()).nullable();
export const speechSchema = z.nullable(systemSchema.shape.speech);
export type SpeechStatus = z.infer<typeof systemSchema.shape.speech>;

/**
 * The validated value of a JSON column.
 *
 * @throws AppError `internal` whose cause names table, row and column.
 */
export function readJsonColumn<Schema extends z.core.$ZodType>(
  where: { table: string; id: string; column: string },
  schema: Schema,
  value: unknown,
): z.infer<Schema> {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const place = `${where.table}.${where.column} of row ${where.id}`;
  throw new AppError('internal', { cause: new Error(`${place} is damaged: ${z.prettifyError(parsed.error)}`) });
}
