import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import type { Texts } from '#lib/shared/texts/texts.ts';
import type { Note } from '#lib/shared/transcript.ts';

/** Notes about the clips stand with the clips; the others above everything. */
const ABOUT_CLIPS = new Set([
  'few_clips',
  'short_clips',
  'no_clips',
  'nothing_about',
  'signals_english_only',
  'picks_without_embeddings',
]);

/** What a person should know about the result, each thing once. */
export function collectNotes(
  episode: EpisodeDetail,
  clipNotes: readonly Note[] = [],
): { general: readonly Note[]; clips: readonly Note[] } {
  const notes = [...new Map([...episode.notes, ...clipNotes].map((note) => [note.code, note])).values()];
  const { general = [], clips = [] } = Object.groupBy(notes, ({ code }) =>
    ABOUT_CLIPS.has(code) ? 'clips' : 'general',
  );
  return { general, clips };
}

/** Said in place of a transcript. */
export function transcriptText(t: Texts, episode: EpisodeDetail): string {
  switch (episode.state) {
    case 'queued':
    case 'processing':
      return t('episode.wordsCome');
    case 'ready':
      return t('episode.noWords');
    case 'failed':
    case 'canceled':
      return t('episode.wordsLater');
  }
}

/** Said in place of clips. */
export function clipsText(t: Texts, episode: EpisodeDetail): string {
  switch (episode.state) {
    case 'queued':
    case 'processing':
      return t('episode.clipsCome');
    case 'ready':
      return t('episode.noClips');
    case 'failed':
    case 'canceled':
      return t('episode.clipsLater');
  }
}
