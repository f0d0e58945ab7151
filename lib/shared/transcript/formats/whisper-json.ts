import * as z from 'zod/mini';
import type { ParsedTranscript, ParsedWord } from './parsed.ts';
import { inOrder, millis } from './seconds.ts';

/** openai/whisper, whisper-ctranslate2, whisperX, and the answer of OpenAI's API. Seconds. */
const wordSchema = z.object({
  word: z.string(),
  start: z.nullish(z.number()),
  end: z.nullish(z.number()),
  probability: z.nullish(z.number()),
  score: z.nullish(z.number()),
});
const segmentSchema = z.object({
  start: z.number(),
  end: z.number(),
  text: z.string(),
  speaker: z.nullish(z.string()),
  words: z.nullish(z.array(wordSchema)),
});
const openaiSchema = z.object({
  segments: z.optional(z.array(segmentSchema)),
  words: z.optional(z.array(wordSchema)),
  language: z.nullish(z.string()),
});
/** whisper.cpp. Milliseconds in `offsets`; tokens only with --output-json-full. */
const cppSchema = z.object({
  result: z.nullish(z.object({ language: z.nullish(z.string()) })),
  transcription: z.array(
    z.object({
      offsets: z.object({ from: z.number(), to: z.number() }),
      text: z.string(),
      speaker: z.nullish(z.union([z.string(), z.number()])),
      tokens: z.nullish(
        z.array(
          z.object({
            text: z.string(),
            offsets: z.nullish(z.object({ from: z.number(), to: z.number() })),
            p: z.nullish(z.number()),
          }),
        ),
      ),
    }),
  ),
});

/** Null where it is something else. @throws TranscriptFormatError for times that cannot be */
export function parseWhisperJson(value: unknown): ParsedTranscript | null {
  const cpp = cppSchema.safeParse(value);
  if (cpp.success) return fromCpp(cpp.data);
  const openai = openaiSchema.safeParse(value);
  if (openai.success) return fromSegments(openai.data);
  // faster-whisper's segments, written down as a list.
  const list = z.array(segmentSchema).check(z.minLength(1)).safeParse(value);
  return list.success ? fromSegments({ segments: list.data }) : null;
}

function fromSegments({ segments, words, language }: z.infer<typeof openaiSchema>): ParsedTranscript | null {
  // The API gives the words beside the segments.
  const given = segments ?? [];
  if (given.length === 0 && !words?.length) return null;
  const loose = words?.length && !given.some((segment) => segment.words?.length) ? timed(words, 0) : null;
  const cues = loose
    ? loose.map((word) => ({ text: word.text, speaker: null, time: word, words: [word] }))
    : given.flatMap((segment, index) => {
        const text = segment.text.replace(/\s+/g, ' ').trim();
        const startMs = millis(segment.start, index);
        const time = { startMs, endMs: Math.max(startMs, millis(segment.end, index)) };
        const own = segment.words?.length ? timed(segment.words, index) : null;
        return text === '' ? [] : [{ text, speaker: segment.speaker?.trim() || null, time, words: own }];
      });
  return { format: 'whisper_json', language: codeOf(language), cues: inOrder(cues) };
}

/** Null where a word has no time, as whisperX leaves numbers: then only the segment's times are used. */
function timed(words: readonly z.infer<typeof wordSchema>[], index: number): ParsedWord[] | null {
  const result: ParsedWord[] = [];
  for (const { word, start, end, probability, score } of words) {
    if (typeof start !== 'number' || typeof end !== 'number') return null;
    const startMs = millis(start, index);
    const endMs = Math.max(startMs, millis(end, index));
    const text = word.trim();
    const last = result.at(-1);
    // A piece without a space before it belongs to the word before: "don" "'t".
    if (last && !/^\s/.test(word) && words.some((each) => /^\s/.test(each.word)) && !UNSPACED.test(text)) {
      result[result.length - 1] = { ...last, text: last.text + text, endMs: Math.max(last.endMs, endMs) };
    } else if (text !== '') result.push({ startMs, endMs, text, confidence: share(probability ?? score) });
  }
  return result;
}

function fromCpp({ result, transcription }: z.infer<typeof cppSchema>): ParsedTranscript {
  const cues = transcription.flatMap(({ offsets, text, tokens, speaker }, index) => {
    const plain = text.replace(/\s+/g, ' ').trim();
    if (plain === '') return [];
    const startMs = millis(offsets.from / 1000, index);
    const time = { startMs, endMs: Math.max(startMs, millis(offsets.to / 1000, index)) };
    const words = tokens?.length ? fromTokens(tokens, index) : null;
    const usable = words && words.map((word) => word.text).join('') === plain.replaceAll(' ', '') ? words : null;
    return [{ text: plain, speaker: speaker == null ? null : `${speaker}`, time, words: usable }];
  });
  return { format: 'whisper_json', language: codeOf(result?.language), cues: inOrder(cues) };
}

type CppToken = NonNullable<z.infer<typeof cppSchema>['transcription'][number]['tokens']>[number];

/** Tokens that begin with a space begin a word. */
function fromTokens(tokens: readonly CppToken[], index: number): ParsedWord[] | null {
  const words: ParsedWord[] = [];
  for (const { text, offsets, p } of tokens) {
    if (/^\[_.*\]$/.test(text)) continue;
    if (!offsets) return null;
    const startMs = Math.max(millis(offsets.from / 1000, index), words.at(-1)?.startMs ?? 0);
    const endMs = Math.max(startMs, millis(offsets.to / 1000, index));
    const last = words.at(-1);
    if (last && !text.startsWith(' ')) {
      const confidence = last.confidence === null || p == null ? null : Math.min(last.confidence, share(p) ?? 0);
      words[words.length - 1] = {
        ...last,
        text: last.text + text.trim(),
        endMs: Math.max(last.endMs, endMs),
        confidence,
      };
    } else if (text.trim() !== '') words.push({ startMs, endMs, text: text.trim(), confidence: share(p) });
  }
  return words;
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function share(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : null;
}

/** "en", or the language's English name as OpenAI's API writes it. */
function codeOf(language: string | null | undefined): string | null {
  const given = language?.trim().toLowerCase() ?? '';
  if (/^[a-z]{2,3}$/.test(given)) return given;
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  return COMMON.find((code) => names.of(code)?.toLowerCase() === given) ?? null;
}

const COMMON =
  'en de fr es it pt nl sv no da fi pl cs sk hu ro bg el ru uk tr ar he fa hi bn ur ta te id ms vi th zh ja ko ca hr sr sl lt lv et'.split(
    ' ',
  );
