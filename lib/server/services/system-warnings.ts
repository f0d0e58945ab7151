import type { SystemView } from '#lib/shared/api/system.ts';
import type { Note } from '#lib/shared/transcript.ts';
import { errorCodeOf } from '../app-error.ts';
import type { AppContext } from '../context.ts';
import { resolveFfmpeg } from '../media/ffmpeg-paths.ts';
import { errorView } from '../problem.ts';

/** What works, but not as well as it could, in words for the person who hosts it. */
export async function systemWarnings(context: AppContext, speech: SystemView['speech']): Promise<Note[]> {
  const warnings: Note[] = [];
  // Not a reason to be taken out of service: uploads are taken, and it goes on once the engine is there.
  if (speech.state === 'missing') warnings.push({ code: 'engine_missing', text: speech.message });
  if (speech.wordTimes === 'coarse') {
    warnings.push({
      code: 'coarse_word_times',
      text: 'Word times are coarser than they could be. Install cmake and start again for exact ones.',
    });
  }
  return [...warnings, ...(await ffmpegWarnings(context))];
}

/** The programs are looked for once per process; a failed search is repeated. */
async function ffmpegWarnings({ env, logger }: AppContext): Promise<Note[]> {
  try {
    const { old, version } = await resolveFfmpeg(env);
    if (!old) return [];
    return [
      { code: 'old_ffmpeg', text: `ffmpeg ${version} is old. Rendering works; a newer ffmpeg is faster and safer.` },
    ];
  } catch (error) {
    const code = errorCodeOf(error);
    logger.warn({ err: error, code }, 'ffmpeg was not found');
    const { title, action } = errorView(code) ?? { title: 'ffmpeg was not found', action: '' };
    return [{ code, text: `${title}. ${action}`.trim() }];
  }
}
