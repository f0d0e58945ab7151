import type { SystemView } from '#lib/shared/api/system.ts';
import type { Note } from '#lib/shared/transcript.ts';
import { errorCodeOf } from '../../app-error.ts';
import type { AppContext } from '../../context.ts';
import { resolveFfmpeg } from '../../media/ffmpeg-paths.ts';
import { errorView } from '../../problem.ts';
import { conditionNotes } from './host-conditions.ts';
import { hostFacts } from './host-facts.ts';

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
  return [...warnings, ...(await conditions(context)), ...(await ffmpegWarnings(context))];
}

/** Every open page asks every few seconds. */
const KEPT_MS = 10_000;
const kept = new WeakMap<AppContext, { readonly at: number; readonly notes: Promise<Note[]> }>();

/** The same conditions as the alerts of deploy/prometheus: most hosts run no Prometheus. */
function conditions(context: AppContext): Promise<Note[]> {
  const now = Date.now();
  const known = kept.get(context);
  if (known && now - known.at < KEPT_MS && now >= known.at) return known.notes;
  const notes = hostFacts(context).then(
    (facts) => conditionNotes(facts, now),
    (error: unknown) => {
      context.logger.warn({ err: error, code: errorCodeOf(error) }, 'the conditions of the host are not known');
      return [];
    },
  );
  kept.set(context, { at: now, notes });
  return notes;
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
