import { atomic, type Statement, type Transaction } from '#db/atomic.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { type ClipChange, editClipStatement, insertClipStatement } from '#db/repositories/clip-changes.ts';
import { lastClipEvent, recordClipEvent } from '#db/repositories/clip-events.ts';
import { framingOf } from '#db/repositories/clip-framing.ts';
import {
  getClipChangeHeads,
  markClipChangeStatement,
  nextClipChange,
  recordClipChangeStatements,
} from '#db/repositories/clip-history.ts';
import { followTextStatements } from '#db/repositories/clip-texts.ts';
import type { ClipInsert, ClipRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import { type ClipChangeKind, type ClipState, isSameRemoved } from '#lib/shared/clip-edit.ts';
import type { ClipPatch } from '#lib/shared/clip-requests.ts';
import { AppError } from '../../app-error.ts';
import { type ClipPlace, placeInTranscript, textOfCut } from './clip-place.ts';

/** What a change by hand makes of a clip. */
export interface ClipEdit {
  readonly kind: ClipChangeKind;
  readonly state: ClipState;
  /** What is said in it from now on, where that may be something else. */
  readonly text?: string;
  /** Another clip that comes of it. */
  readonly also?: ClipInsert;
}

/** The editable parts of a clip, as they are. */
export function stateOf(clip: ClipRow): Required<ClipState> {
  const { startMs, endMs, removed, title, texts } = clip;
  const { description, hashtags } = texts ?? { description: '', hashtags: [] };
  return { startMs, endMs, removed, title, description, hashtags, framing: framingOf(clip) };
}

/** @throws AppError `clip_changed` where the clip is not as it was seen */
export function requireRevision(clip: Pick<ClipRow, 'revision'>, revision: number | undefined): void {
  if (revision !== undefined && revision !== clip.revision) throw new AppError('clip_changed');
}

/**
 * What a request would change of a clip; null where that is nothing.
 *
 * @throws AppError `transcript_not_found`; `bad_request` where nothing would be left of it
 */
export async function editOf(db: Database, clip: ClipRow, patch: ClipPatch): Promise<ClipEdit | null> {
  const { title, description, hashtags } = patch;
  const moved = patch.startMs !== undefined || patch.endMs !== undefined || patch.removed !== undefined;
  const place = moved ? await placeOf(db, clip, patch) : null;
  const state = changedPart(clip, {
    ...(place && { startMs: place.startMs, endMs: place.endMs, removed: place.removed }),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(hashtags !== undefined && { hashtags }),
  });
  if (Object.keys(state).length === 0) return null;
  return { kind: patch.kind ?? kindOf(state), state, ...(place && { text: place.text }) };
}

function placeOf(db: Database, clip: ClipRow, patch: ClipPatch): Promise<ClipPlace> {
  const range = { startMs: patch.startMs ?? clip.startMs, endMs: patch.endMs ?? clip.endMs };
  if (range.endMs <= range.startMs) throw new AppError('bad_request', { detail: 'It ends before it begins' });
  // Where only the middle changes, the ends stay as they are.
  const exact = patch.exact ?? (patch.startMs === undefined && patch.endMs === undefined);
  return placeInTranscript(db, clip.episodeId, { ...range, exact, removed: patch.removed ?? clip.removed });
}

/**
 * Stores an edit with what it changes around it: the clip's text, the mark on its renders, its history.
 *
 * @throws AppError `clip_changed` where somebody else was first; a unique violation where `also` has a rank that is taken
 */
export async function storeEdit(db: Database, clip: ClipRow, { kind, text, also, ...edit }: ClipEdit): Promise<void> {
  const state = changedPart(clip, edit.state);
  if (Object.keys(state).length === 0) return;
  const { lastPosition } = await getClipChangeHeads(db, clip.id);
  const change = { kind, before: partOf(stateOf(clip), state), after: state, position: lastPosition + 1 };
  const history = (tx: Transaction, now: number) => [
    ...recordClipChangeStatements(tx, clip.id, change, now),
    ...(also ? [insertClipStatement(tx, also)] : []),
  ];
  // Where a clip is added, its rank may be taken: the caller tries another one.
  await write(db, clip, state, text, history, also !== undefined);
  const trimmed = state.startMs !== undefined || state.endMs !== undefined;
  if (trimmed && !(await lastClipEvent(db, clip.id, 'trim'))) await recordClipEvent(db, clip, 'trim', 1);
}

/**
 * Takes the last change back, or does the last one that was taken back again. Nothing to do is no failure.
 *
 * @throws AppError `clip_changed`, `transcript_not_found`
 */
export async function stepEdit(db: Database, clip: ClipRow, direction: 'undo' | 'redo'): Promise<void> {
  const change = await nextClipChange(db, clip.id, direction);
  if (!change) return;
  const state = direction === 'undo' ? change.before : change.after;
  const moved = state.startMs !== undefined || state.endMs !== undefined || state.removed !== undefined;
  // Taken as it was, whatever is said there by now: a step that is refused would block all that lie behind it.
  const text = moved ? await textOfCut(db, clip.episodeId, { ...stateOf(clip), ...state }) : undefined;
  await write(db, clip, state, text, (tx, now) => [
    markClipChangeStatement(tx, change.id, direction === 'undo' ? now : null),
  ]);
}

async function write(
  db: Database,
  clip: ClipRow,
  state: ClipState,
  text: string | undefined,
  history: (tx: Transaction, now: number) => Statement[],
  ranked = false,
): Promise<void> {
  const now = Date.now();
  const done = atomic(
    db,
    (tx) => [
      editClipStatement(tx, clip, { ...rowOf(clip, state), editedAt: now }),
      ...(text === undefined ? [] : followTextStatements(tx, [{ id: clip.id, text }], now)),
      ...history(tx, now),
    ],
    ([edited]) => {
      if (!Array.isArray(edited) || edited.length !== 1) throw new AppError('clip_changed');
    },
  );
  await done.catch((error: unknown) => {
    // Another change has taken this place in the history.
    if (isUniqueViolation(error) && !ranked) throw new AppError('clip_changed', { cause: error });
    throw error;
  });
}

function rowOf(clip: ClipRow, { description, hashtags, ...state }: ClipState): ClipChange {
  if (description === undefined && hashtags === undefined) return state;
  const texts = clip.texts ?? { titles: [], description: '', hashtags: [] };
  return {
    ...state,
    texts: { ...texts, description: description ?? texts.description, hashtags: hashtags ?? texts.hashtags },
  };
}

/** What of a state is not as the clip is. */
function changedPart(clip: ClipRow, state: ClipState): ClipState {
  const now = stateOf(clip);
  const { removed, ...rest } = state;
  const others = Object.fromEntries(
    Object.entries(rest).filter(([key, value]) => JSON.stringify(Reflect.get(now, key)) !== JSON.stringify(value)),
  );
  return { ...others, ...(removed && !isSameRemoved(removed, now.removed) && { removed }) };
}

function partOf(whole: ClipState, like: ClipState): ClipState {
  return Object.fromEntries(Object.entries(whole).filter(([key]) => key in like));
}

function kindOf(state: ClipState): ClipChangeKind {
  if (state.framing !== undefined) return 'framing';
  if (state.startMs !== undefined || state.endMs !== undefined) return 'trim';
  return state.removed === undefined ? 'text' : 'cut';
}
