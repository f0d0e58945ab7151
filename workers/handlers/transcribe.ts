import { join } from 'node:path';
import type { Transaction } from '#db/atomic.ts';
import { listAssets } from '#db/repositories/assets.ts';
import { followTextStatements } from '#db/repositories/clip-texts.ts';
import { listClips } from '#db/repositories/clips.ts';
import { getEpisode, updateEpisodeStatement } from '#db/repositories/episodes.ts';
import { enqueueJobStatement } from '#db/repositories/jobs/enqueue.ts';
import { saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import type { ClipRow } from '#db/rows.ts';
import { AppError } from '#lib/server/app-error.ts';
import { writeJsonAtomic } from '#lib/server/atomic-json.ts';
import { mediaInfoSchema } from '#lib/server/media/media-info.ts';
import { saveModelSpeed } from '#lib/server/models/model-speeds.ts';
import { assetPath, paths } from '#lib/server/paths.ts';
import { readSettings } from '#lib/server/services/settings/settings.ts';
import type { TranscriptAnswer } from '#lib/shared/api/transcript.ts';
import { changedClipTexts } from '#lib/shared/transcript/clip-text.ts';
import type { Note, Transcript } from '#lib/shared/transcript.ts';
import { prepareSpeech } from '../engines/prepare-speech.ts';
import { TRANSCRIPT_NOTES } from '../engines/speech/notes.ts';
import { cleanPrompt } from '../engines/speech/run-whisper.ts';
import { transcribe } from '../engines/speech/transcribe.ts';
import type { JobContext, JobHandler } from '../registry.ts';
import { inStage } from '../stages.ts';
import { showWords } from './show-words.ts';

/**
 * Writes down what is said in an episode. What was heard is kept in the
 * episode's folder, so a second attempt goes on where the first one ended; the
 * text so far lies beside it for the page.
 */
export const transcribeHandler: JobHandler = async (context) => {
  const { env, db, job, options, signal } = context;
  const episode = job.episodeId === null ? null : await getEpisode(db, job.episodeId);
  if (!episode) throw new AppError('episode_not_found');
  const [source] = await listAssets(db, episode.id, 'source');
  if (!source) throw new AppError(episode.archivedAt === null ? 'asset_not_found' : 'episode_archived');
  const media = mediaInfoSchema.parse(episode.media);
  if (!media.audio) throw new AppError('media_no_audio');

  const model = options.model ?? (await readSettings(db, env)).model;
  const tell = (message: string, percent: number | null) => context.progress({ percent, message });
  const engine = await inStage('engine', () =>
    prepareSpeech(env, { model }, (status) => tell(status.message, null), signal),
  );
  const folder = paths.transcriptDir(env, episode.id);
  const speed = createSpeed(context, engine.modelName);
  const show = await showWords(db, episode.show);
  const prompt = options.prompt ?? show.prompt;
  const heard = await transcribe(engine, {
    env,
    input: assetPath(env, source),
    format: media.format,
    audioStream: media.audio.index,
    channels: media.audio.channels,
    durationMs: episode.durationMs ?? media.durationMs,
    language: options.language ?? null,
    translate: options.translate ?? false,
    prompt,
    workDir: context.workDir,
    chunkDir: join(folder, 'chunks'),
    cpu: context.cpu,
    signal,
    onProgress: (update) => context.progress(update),
    onPartial: (partial) => writePartial(join(folder, 'partial.json'), partial),
    onKept: () => context.kept(),
    onRun: (run) => speed.add(run),
  });
  await speed.save();
  const transcript = show.correct(heard);
  const clips = await listClips(db, episode.id);
  const notes = mergeNotes(episode.notes, transcript.notes);
  const settings = {
    model: engine.modelName,
    weights: engine.weights,
    engine: engine.engineLabel,
    language: options.language ?? 'auto',
    translate: options.translate ?? false,
    prompt: cleanPrompt(prompt ?? undefined) || null,
  };
  return { effects: (tx) => publish(tx, context, episode.id, { transcript, clips, notes, settings }) };
};

function publish(
  tx: Transaction,
  { job, options }: JobContext,
  episodeId: string,
  {
    transcript,
    clips,
    notes,
    settings,
  }: { transcript: Transcript; clips: ClipRow[]; notes: Note[]; settings: unknown },
) {
  const ends = options.stopAfter === 'transcribe';
  const { language } = transcript;
  return [
    ...saveTranscriptStatements(tx, episodeId, transcript, { settings }),
    ...followTextStatements(tx, changedClipTexts(clips, transcript.words), Date.now()),
    updateEpisodeStatement(tx, episodeId, ends ? { language, notes, state: 'ready' } : { language, notes }),
    ...(ends ? [] : [enqueueJobStatement(tx, { kind: 'suggest', episodeId, parentId: job.id, payload: options })]),
  ];
}

/** How fast the model was on this machine: shown beside its name. */
function createSpeed({ env, logger }: JobContext, model: string) {
  const total = { audioMs: 0, tookMs: 0, threads: 0 };
  return {
    add(run: { audioMs: number; tookMs: number; threads: number }) {
      total.audioMs += run.audioMs;
      total.tookMs += run.tookMs;
      total.threads = Math.max(total.threads, run.threads);
    },
    async save() {
      await saveModelSpeed(env, model, total).catch((error: unknown) => {
        logger.warn({ err: error }, 'the speed of the model could not be kept');
      });
    },
  };
}

async function writePartial(path: string, transcript: Transcript): Promise<void> {
  const answer: TranscriptAnswer = { ...transcript, complete: false };
  await writeJsonAtomic(path, answer);
}

/** A second run replaces what the first one said. */
function mergeNotes(existing: readonly Note[], found: readonly Note[]): Note[] {
  return [...existing.filter((note) => !TRANSCRIPT_NOTES.has(note.code)), ...found];
}
