import { transcriptSchema } from '../../transcript.ts';
import { type ParsedTranscript, TranscriptFormatError } from './parsed.ts';
import { parsePodcastJson } from './podcast-json.ts';
import { parseWhisperJson } from './whisper-json.ts';

/** Any JSON transcript that we know. @throws TranscriptFormatError */
export function parseJsonTranscript(text: string): ParsedTranscript {
  const value = read(text);
  const ours = transcriptSchema.safeParse(value);
  if (ours.success) {
    const { language, segments, words } = ours.data;
    let at = 0;
    const cues = segments.map((segment, index) => {
      const until = segments[index + 1]?.startMs ?? Number.POSITIVE_INFINITY;
      const from = at;
      while (at < words.length && (words[at]?.startMs ?? 0) < until) at += 1;
      const own = words.slice(from, at);
      const { startMs, endMs, speaker } = segment;
      return { text: segment.text, speaker, time: { startMs, endMs }, words: own.length > 0 ? own : null };
    });
    return { format: 'podpromo_json', language, cues };
  }
  const found = parsePodcastJson(value) ?? parseWhisperJson(value);
  if (!found) {
    throw new TranscriptFormatError('This JSON is none of Whisper, whisper.cpp, faster-whisper or Podcasting 2.0');
  }
  return found;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new TranscriptFormatError('The file is cut off or is not JSON', { cause: error });
  }
}
