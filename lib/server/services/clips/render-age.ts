import { shownOf } from '#db/repositories/renders.ts';
import type { ClipRow, RenderRow } from '#db/rows.ts';
import type { RenderView } from '#lib/shared/api/clips.ts';
import { isSameRemoved } from '#lib/shared/clip-edit.ts';
import { isSameSaid } from '#lib/shared/transcript/clip-text.ts';

/** What was changed of a clip since a render of it was made; its look and framing aside. */
export function changesSince(
  clip: Pick<ClipRow, 'startMs' | 'endMs' | 'removed' | 'text' | 'title'>,
  render: Pick<RenderRow, 'id' | 'shown' | 'textChangedAt'>,
): RenderView['changes'] {
  const shown = shownOf(render);
  if (!shown) return render.textChangedAt === null ? [] : ['words'];
  const cut =
    shown.startMs !== clip.startMs || shown.endMs !== clip.endMs || !isSameRemoved(shown.removed, clip.removed);
  return [
    ...(cut ? (['cut'] as const) : []),
    // Another cut has other words by itself.
    ...(!cut && !isSameSaid(shown.text, clip.text) ? (['words'] as const) : []),
    ...(shown.title !== null && shown.title !== clip.title ? (['title'] as const) : []),
  ];
}
