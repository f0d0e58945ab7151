import { eq } from 'drizzle-orm';
import type { Database } from '../client.ts';

/** Names a clip by hand. False where there is no such clip. */
export async function updateClipTitle(db: Database, clipId: string, title: string): Promise<boolean> {
  const { clips } = db.tables;
  const rows = await db.orm.update(clips).set({ title }).where(eq(clips.id, clipId)).returning({ id: clips.id });
  return rows.length > 0;
}
