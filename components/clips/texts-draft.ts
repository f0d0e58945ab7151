import * as z from 'zod/mini';

const text = z.optional(z.string());
const draftSchema = z.object({ title: text, description: text, hashtags: text });

/** Texts as they are being written, hashtags in one line; what was not touched is as the clip has it. */
export type TextsDraft = z.infer<typeof draftSchema>;

const keyOf = (clipId: string) => `podpromo.texts.${clipId}`;

/** What was written for a clip in this tab and neither saved nor given up; null where there is nothing. */
export function readTextsDraft(clipId: string): TextsDraft | null {
  try {
    const kept = sessionStorage.getItem(keyOf(clipId));
    return kept === null ? null : (draftSchema.safeParse(JSON.parse(kept)).data ?? null);
  } catch (error) {
    // Storage that is forbidden, or a text that is no JSON: as if nothing was kept.
    if (error instanceof DOMException || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Keeps it as long as the tab is open; null forgets it. */
export function keepTextsDraft(clipId: string, draft: TextsDraft | null): void {
  try {
    if (draft) sessionStorage.setItem(keyOf(clipId), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(clipId));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
