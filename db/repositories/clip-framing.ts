import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Framed, type Framing, framedSchema, framingSchema } from '#lib/shared/framing.ts';
import type { Database } from '../client.ts';
import { readJsonColumn } from '../json.ts';
import type { ClipRow, RenderRow } from '../rows.ts';

/** How a clip's picture is to be framed; null for by itself. */
export function framingOf(clip: Pick<ClipRow, 'id' | 'framing'>): Framing | null {
  return readJsonColumn({ table: 'clips', id: clip.id, column: 'framing' }, z.nullable(framingSchema), clip.framing);
}

/** How a render was framed; null before it was rendered, and for audiograms. */
export function framedOf(render: Pick<RenderRow, 'id' | 'framing'>): Framed | null {
  return readJsonColumn(
    { table: 'renders', id: render.id, column: 'framing' },
    z.nullable(framedSchema),
    render.framing,
  );
}

/** Frames a clip by hand, or by itself again (null). False where there is no such clip. */
export async function updateClipFraming(db: Database, clipId: string, framing: Framing | null): Promise<boolean> {
  const { clips } = db.tables;
  const rows = await db.orm.update(clips).set({ framing }).where(eq(clips.id, clipId)).returning({ id: clips.id });
  return rows.length > 0;
}
