import type { Cue } from './cues.ts';
import { toCsv } from './formats/csv.ts';
import { toPodcastJson } from './formats/podcast-json.ts';
import { toSrt } from './formats/srt.ts';
import { toText } from './formats/text.ts';
import { toVtt } from './formats/vtt.ts';
import type { Sentence } from './sentence.ts';
import { subtitleCues } from './subtitle-cues.ts';

/** What a transcript can be saved as. */
export const EXPORT_FORMATS = {
  srt: { mimeType: 'application/x-subrip', extension: 'srt' },
  vtt: { mimeType: 'text/vtt', extension: 'vtt' },
  txt: { mimeType: 'text/plain', extension: 'txt' },
  json: { mimeType: 'application/json', extension: 'json' },
  csv: { mimeType: 'text/csv', extension: 'csv' },
} as const;
export type ExportFormat = keyof typeof EXPORT_FORMATS;

/** The text of the file. */
export function exportTranscript(sentences: readonly Sentence[], durationMs: number, format: ExportFormat): string {
  switch (format) {
    case 'srt':
      return toSrt(transcriptCues(sentences, durationMs));
    case 'vtt':
      return toVtt(transcriptCues(sentences, durationMs));
    case 'txt':
      return toText(sentences);
    case 'json':
      return toPodcastJson(sentences);
    case 'csv':
      return toCsv(sentences);
  }
}

/** Subtitles of the whole episode, one speaker a cue, each at least 1 ms long, none over another. */
export function transcriptCues(
  sentences: readonly Sentence[],
  durationMs: number,
): (Cue & { speaker: string | null })[] {
  let lastMs = -1;
  const turns: { speaker: string | null; words: { startMs: number; endMs: number; text: string }[] }[] = [];
  for (const { speaker, words } of sentences) {
    let turn = turns.at(-1);
    if (!turn || turn.speaker !== speaker) {
      turn = { speaker, words: [] };
      turns.push(turn);
    }
    for (const word of words) {
      const text = word.text.replace(/\s+/g, ' ').trim();
      if (text === '') continue;
      // Two cues cannot begin at once.
      lastMs = Math.max(word.startMs, lastMs + 1);
      turn.words.push({ startMs: lastMs, endMs: Math.max(word.endMs, lastMs + 1), text });
    }
  }
  const spoken = turns.filter((turn) => turn.words.length > 0);
  return spoken.flatMap(({ speaker, words }, index) => {
    const until = spoken[index + 1]?.words[0]?.startMs ?? Math.max(durationMs, words.at(-1)?.endMs ?? 0);
    return subtitleCues(words, until).map((cue) => ({
      ...cue,
      startMs: Math.round(cue.startMs),
      endMs: Math.max(Math.round(cue.endMs), Math.round(cue.startMs) + 1),
      speaker,
    }));
  });
}
