import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
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
export function transcriptText(episode: EpisodeDetail): string {
  switch (episode.state) {
    case 'queued':
    case 'processing':
      return 'The words appear here as they are heard.';
    case 'ready':
      return 'There are no words in this file.';
    case 'failed':
    case 'canceled':
      return 'There are no words yet. They appear here once it goes on.';
  }
}

/** Said in place of clips. */
export function clipsText(episode: EpisodeDetail): string {
  switch (episode.state) {
    case 'queued':
    case 'processing':
      return 'Clips appear here as soon as the whole episode has been heard.';
    case 'ready':
      return 'No clips were made of this episode.';
    case 'failed':
    case 'canceled':
      return 'There are no clips yet. They appear here once it goes on.';
  }
}
