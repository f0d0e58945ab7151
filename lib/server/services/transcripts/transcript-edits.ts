import { atomic, type Statement, type Transaction } from '#db/atomic.ts';
import { isUniqueViolation } from '#db/errors.ts';
import { followTextStatements } from '#db/repositories/clip-texts.ts';
import { listClips } from '#db/repositories/clips.ts';
import { ensureShow, findShow, updateShow } from '#db/repositories/shows.ts';
import {
  getChangeHeads,
  markChangeStatement,
  nextChange,
  recordChangeStatements,
  rewriteSentencesStatements,
  touchTranscriptStatement,
} from '#db/repositories/transcript-changes.ts';
import type { TranscriptDocument } from '#db/repositories/transcripts.ts';
import type { EpisodeRow } from '#db/rows.ts';
import type { Database } from '#db/types.ts';
import type { TranscriptAnswer } from '#lib/shared/api/transcript.ts';
import { changedClipTexts } from '#lib/shared/transcript/clip-text.ts';
import { applyEdit, type TranscriptEdit } from '#lib/shared/transcript/edits.ts';
import {
  applyHunks,
  type Hunk,
  hunksBetween,
  invertHunks,
  type Sentence,
  wordsOf,
} from '#lib/shared/transcript/sentence.ts';
import type { TranscriptPatch } from '#lib/shared/transcript-api.ts';
import { AppError } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import { requireEpisode } from '../episodes/episodes.ts';
import { readTranscript, requireDocument } from './transcripts.ts';

const SPEAKERS_KEPT = 100;

/**
 * One change by hand. It can be taken back; clips follow with their texts, and
 * renders that show the old words are marked.
 *
 * @throws AppError `episode_not_found`, `transcript_not_found`; `transcript_changed` where the text is not
 *   the one that the change was made to; `bad_request` for a sentence or word that is not there
 */
export async function editTranscript(
  context: AppContext,
  episodeId: string,
  { revision, edit }: TranscriptPatch,
): Promise<TranscriptAnswer> {
  const db = await context.database();
  const episode = await requireEpisode(db, episodeId);
  const document = await requireDocument(db, episodeId, revision);
  const after = await applied(db, episode, document, edit);
  const hunks = hunksBetween(document.sentences, after);
  if (hunks.length > 0) {
    const { lastPosition } = await getChangeHeads(db, document.id);
    const change = { kind: edit.type, hunks, position: lastPosition + 1 };
    await store(db, episodeId, document, hunks, (tx, now) => recordChangeStatements(tx, document.id, change, now));
  }
  await rememberSpeaker(db, episode, edit);
  return readTranscript(context, episodeId);
}

/**
 * Takes the last change back, or does the last one that was taken back again. Nothing to do is no failure.
 *
 * @throws AppError `episode_not_found`, `transcript_not_found`, `transcript_changed`
 */
export async function stepTranscript(
  context: AppContext,
  episodeId: string,
  revision: string,
  direction: 'undo' | 'redo',
): Promise<TranscriptAnswer> {
  const db = await context.database();
  await requireEpisode(db, episodeId);
  const document = await requireDocument(db, episodeId, revision);
  const change = await nextChange(db, document.id, direction);
  if (change) {
    const hunks = direction === 'undo' ? invertHunks(change.hunks) : change.hunks;
    await store(db, episodeId, document, hunks, (tx, now) => [
      markChangeStatement(tx, change.id, direction === 'undo' ? now : null),
    ]);
  }
  return readTranscript(context, episodeId);
}

async function applied(
  db: Database,
  episode: EpisodeRow,
  document: TranscriptDocument,
  edit: TranscriptEdit,
): Promise<Sentence[]> {
  const show = edit.type === 'glossary' && episode.show !== null ? await findShow(db, episode.show) : null;
  try {
    return applyEdit(document.sentences, edit, { language: document.language, terms: show?.glossary ?? [] });
  } catch (error) {
    if (error instanceof RangeError) throw new AppError('bad_request', { detail: error.message, cause: error });
    throw error;
  }
}

/** Everything that a change touches, or nothing of it. */
async function store(
  db: Database,
  episodeId: string,
  document: TranscriptDocument,
  hunks: readonly Hunk[],
  history: (tx: Transaction, now: number) => Statement[],
): Promise<void> {
  const words = wordsOf(applyHunks(document.sentences, hunks));
  const clips = changedClipTexts(await listClips(db, episodeId), words);
  const now = Date.now();
  try {
    await atomic(
      db,
      (tx) => [
        touchTranscriptStatement(tx, document, now),
        ...rewriteSentencesStatements(tx, document.id, document.sentences, hunks),
        ...history(tx, now),
        ...followTextStatements(tx, clips, now),
      ],
      ([touched]) => {
        if (!Array.isArray(touched) || touched.length !== 1) throw new AppError('transcript_changed');
      },
    );
  } catch (error) {
    // Another change has taken this place in the history, or these sentences.
    if (isUniqueViolation(error)) throw new AppError('transcript_changed', { cause: error });
    throw error;
  }
}

/** Names stick for the show: its next episode offers them first. */
async function rememberSpeaker(db: Database, episode: EpisodeRow, edit: TranscriptEdit): Promise<void> {
  const name = edit.type === 'speaker' ? edit.speaker : edit.type === 'rename_speaker' ? edit.to : null;
  if (name === null || episode.show === null) return;
  const show = await ensureShow(db, episode.show);
  if (show.speakers[0] === name) return;
  const speakers = [name, ...show.speakers.filter((other) => other !== name)].slice(0, SPEAKERS_KEPT);
  await updateShow(db, show, { speakers });
}
