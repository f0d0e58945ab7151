import type { EpisodeDetail } from '#lib/shared/api.ts';
import type { Note } from '#lib/shared/transcript.ts';

/** What a person should know about the result, each thing once. */
export function collectNotes(episode: EpisodeDetail, clipNotes: readonly Note[] = []): Note[] {
  const seen = new Set<string>();
  return [...episode.notes, ...clipNotes].filter((note) => {
    if (seen.has(note.code)) return false;
    seen.add(note.code);
    return true;
  });
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
