import type { Stretch } from '#lib/shared/clip-edit.ts';
import type { ClipTexts } from '#lib/shared/clips.ts';
import type { Note, Signal, SpeechStatus } from './json.ts';
import type { Tables } from './schema/index.ts';

type Row<Name extends keyof Tables> = Tables[Name]['$inferSelect'];
type With<Base, Parsed> = Omit<Base, keyof Parsed> & Parsed;
type JsonObject = Record<string, unknown>;

/** Rows as repositories answer them: JSON columns validated. `…Insert` is what a new row needs. */
export type EpisodeRow = With<Row<'episodes'>, { media: JsonObject | null; notes: Note[] }>;
export type UploadRow = With<Row<'uploads'>, { tus: JsonObject | null }>;
export type AssetRow = Row<'assets'>;
export type JobRow = Row<'jobs'>;
export type ClipRow = With<Row<'clips'>, { signals: Signal[]; texts: ClipTexts | null; removed: Stretch[] }>;
export type RenderRow = Row<'renders'>;
export type WorkerRow = With<Row<'workers'>, { speech: SpeechStatus | null }>;

export type EpisodeInsert = Tables['episodes']['$inferInsert'];
export type UploadInsert = Tables['uploads']['$inferInsert'];
export type AssetInsert = Tables['assets']['$inferInsert'];
export type JobInsert = Tables['jobs']['$inferInsert'];
export type ClipInsert = Tables['clips']['$inferInsert'];
export type RenderInsert = Tables['renders']['$inferInsert'];
export type WorkerInsert = Tables['workers']['$inferInsert'];
