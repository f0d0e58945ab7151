/** What a transcript file says. Times in milliseconds. */
export interface ParsedTranscript {
  readonly format: TranscriptFormat;
  /** As the file names it, e.g. "en"; null where it does not. */
  readonly language: string | null;
  /** In order of time where there are times. */
  readonly cues: readonly ParsedCue[];
}

export type TranscriptFormat = 'srt' | 'vtt' | 'whisper_json' | 'podcast_json' | 'podpromo_json' | 'text';

/** A line, a phrase, or a word. */
export interface ParsedCue {
  readonly text: string;
  readonly speaker: string | null;
  /** Null where the file has no times. */
  readonly time: { readonly startMs: number; readonly endMs: number } | null;
  /** Null where the words have no times of their own; their texts together are the cue's. */
  readonly words: readonly ParsedWord[] | null;
}

export interface ParsedWord {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly confidence: number | null;
}

/** The file is no transcript that we can read: one sentence for the person who gave it. */
export class TranscriptFormatError extends Error {}

/** How much the file knows about times. */
export function timesOf({ cues }: ParsedTranscript): 'words' | 'cues' | 'none' {
  if (cues.length === 0 || cues.some((cue) => cue.time === null)) return 'none';
  return cues.every((cue) => cue.words !== null || !/\s/.test(cue.text.trim())) ? 'words' : 'cues';
}
