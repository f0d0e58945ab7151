import type { Statement, Transaction } from '#db/atomic.ts';
import { listTouchedClips, replaceClipsStatements } from '#db/repositories/clips.ts';
import { getEpisode, updateEpisodeStatement } from '#db/repositories/episodes.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { insertRenderStatement } from '#db/repositories/renders.ts';
import { getTranscript } from '#db/repositories/transcripts.ts';
import type { ClipRow } from '#db/rows.ts';
import { AppError } from '#lib/server/app-error.ts';
import type { FindOptions } from '#lib/shared/find.ts';
import { newId } from '#lib/shared/ids.ts';
import type { JobOptions } from '#lib/shared/job-options.ts';
import type { Note } from '#lib/shared/transcript.ts';
import type { JobHandler } from '../registry.ts';
import { episodeOfTranscript } from '../scoring/episode.ts';
import { SUGGEST_NOTES } from '../scoring/notes.ts';
import { type RankedClip, suggestFrom } from '../scoring/suggest.ts';
import { inStage } from '../stages.ts';
import { readMeaning } from './meaning.ts';
import { prepareSearch } from './search.ts';

const DEFAULT_COUNT = 10;
const FIRST_RENDER_PRIORITY = 50;

/**
 * Finds the clips of a transcribed episode and lines up their renders, best
 * first. An episode without clips is ready at once, with a note that says why.
 */
export const suggestHandler: JobHandler = async (context) => {
  const { db, job, options, progress } = context;
  const episodeId = job.episodeId;
  if (episodeId === null) throw new AppError('episode_not_found');
  progress({ percent: null, message: 'Finding clips' });
  const [episode, transcript] = await Promise.all([getEpisode(db, episodeId), getTranscript(db, episodeId)]);
  if (!episode) throw new AppError('episode_not_found');
  if (!transcript) throw new AppError('transcript_not_found');

  const touched = await listTouchedClips(db, episodeId);
  const wanted = options.count ?? DEFAULT_COUNT;
  // Somebody who looks for something gets as many as asked for; a plain search fills up what was kept.
  const count = options.find ? wanted : Math.max(0, wanted - touched.length);
  const scored = episodeOfTranscript(transcript, episode.title);
  const meaning = await inStage('meaning', () => readMeaning(context, scored, options.find?.query));
  const about = { episodeId, episode: scored, find: options.find, touched, meaning: meaning.toQuery };
  const search = await prepareSearch(context, about);
  const found =
    count > 0 ? suggestFrom(scored, { count, ...search, embeddings: meaning.vectors }) : { clips: [], notes: [] };
  const { clips } = found;
  const without = clips.length > 0 ? meaning.notes : [];
  const notes = [...search.notes, ...aboutSearch(found.notes, options.find, clips.length, count), ...without];
  return { effects: (tx) => publishClips(tx, episodeId, clips, mergeNotes(episode.notes, notes), options, touched) };
};

function publishClips(
  tx: Transaction,
  episodeId: string,
  clips: readonly RankedClip[],
  notes: Note[],
  options: JobOptions,
  touched: readonly ClipRow[],
): Statement[] {
  const createdAt = Date.now();
  const platform = options.find?.platform ?? null;
  const rows = clips.map((clip) => ({ id: newId(), episodeId, createdAt, platform, ...clip }));
  const statements: Statement[] = [...replaceClipsStatements(tx, episodeId, rows, touched)];
  const renders = options.render !== false && options.stopAfter === undefined;
  for (const clip of renders ? rows : []) {
    const renderId = newId();
    const jobId = newId();
    const aspect = options.aspect ?? '9:16';
    statements.push(
      insertRenderStatement(tx, {
        ...{ id: renderId, clipId: clip.id, aspect, status: 'queued', jobId, createdAt },
        look: options.look ?? null,
      }),
      enqueueJobStatement(tx, {
        id: jobId,
        kind: 'render',
        episodeId,
        payload: { ...options, renderId },
        // The best clip first, and an episode that is nearly done before the next one begins.
        priority: Math.max(1, FIRST_RENDER_PRIORITY - clip.rank),
      }),
    );
  }
  const ends = !renders || rows.length === 0;
  statements.push(updateEpisodeStatement(tx, episodeId, { notes, state: ends ? 'ready' : 'processing' }));
  return statements;
}

/** Fewer than wanted of something that was asked for is no fault of the episode. */
function aboutSearch(notes: readonly Note[], find: FindOptions | undefined, found: number, wanted: number): Note[] {
  const what = find?.query !== undefined ? `about “${find.query}”` : find?.range ? 'in this part' : null;
  if (what === null || found >= wanted) return [...notes];
  const others = notes.filter(({ code }) => code !== 'few_clips' && code !== 'no_clips');
  const text =
    found === 0
      ? `No moments ${what} stand on their own.`
      : `${found} of ${wanted} clips: no more moments ${what} stand on their own.`;
  return [...others, { code: found === 0 ? 'no_clips' : 'few_clips', text }];
}

/** A second run replaces what the first one said. */
function mergeNotes(existing: readonly Note[], found: readonly Note[]): Note[] {
  return [...existing.filter((note) => !SUGGEST_NOTES.has(note.code)), ...found];
}
