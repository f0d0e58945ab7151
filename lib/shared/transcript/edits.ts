import * as z from 'zod/mini';
import { applyGlossary } from './glossary.ts';
import type { GlossaryTerm } from './glossary-terms.ts';
import { replaceInSentences } from './replace.ts';
import { retime } from './retime.ts';
import type { Sentence } from './sentence.ts';
import { sentenceOf, toSentences } from './sentences.ts';

/** A speaker's name: one short line that can stand before a colon. */
export const speakerNameSchema = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(60), z.regex(/^[^\p{Cc}:<>]+$/u, 'must be one line without : < >'));

/** What a person can do to a transcript. Sentences and words are named by their place, from 0. */
export const transcriptEditSchema = z.discriminatedUnion('type', [
  /** An empty text removes the sentence. */
  z.object({
    type: z.literal('text'),
    sentence: z.int().check(z.nonnegative()),
    text: z.string().check(z.maxLength(20_000)),
  }),
  /** The words [from, to) get this speaker; sentences are parted where they must be. */
  z.object({
    type: z.literal('speaker'),
    from: z.int().check(z.nonnegative()),
    to: z.int().check(z.positive()),
    speaker: z.nullable(speakerNameSchema),
  }),
  /** All turns of one speaker. */
  z.object({ type: z.literal('rename_speaker'), from: z.string().check(z.minLength(1)), to: speakerNameSchema }),
  z.object({
    type: z.literal('replace'),
    find: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
    replace: z.string().check(z.trim(), z.maxLength(200)),
    matchCase: z.boolean(),
    wholeWord: z.boolean(),
  }),
  /** The terms of the episode's show. */
  z.object({ type: z.literal('glossary') }),
]);
export type TranscriptEdit = z.infer<typeof transcriptEditSchema>;

/** What an edit may have to know besides the text. */
export interface EditContext {
  readonly language: string;
  readonly terms: readonly GlossaryTerm[];
}

/**
 * The sentences after an edit; those that it does not touch are the same
 * objects, so an edit without effect answers the same sentences.
 *
 * @throws RangeError where it names a sentence or word that is not there
 */
export function applyEdit(sentences: readonly Sentence[], edit: TranscriptEdit, context: EditContext): Sentence[] {
  switch (edit.type) {
    case 'text':
      return editText(sentences, edit.sentence, edit.text, context.language);
    case 'speaker':
      return assignSpeaker(sentences, edit);
    case 'rename_speaker':
      return sentences.map((sentence) =>
        sentence.speaker === edit.from && edit.from !== edit.to ? { ...sentence, speaker: edit.to } : sentence,
      );
    case 'replace':
      return replaceInSentences(sentences, edit).sentences;
    case 'glossary':
      return applyGlossary(sentences, context.terms);
  }
}

/** A full stop typed into a sentence makes two of it. */
function editText(sentences: readonly Sentence[], index: number, text: string, language: string): Sentence[] {
  const sentence = sentences[index];
  if (!sentence) throw new RangeError(`there is no sentence ${index}`);
  if (text.trim() === sentence.text.trim()) return [...sentences];
  const changed = retime(sentence, text, language);
  const parts = toSentences(
    changed.words,
    language,
    changed.words.map(() => sentence.speaker),
  );
  return sentences.toSpliced(index, 1, ...(parts.length > 1 ? parts : parts.map(() => changed)));
}

function assignSpeaker(
  sentences: readonly Sentence[],
  { from, to, speaker }: { from: number; to: number; speaker: string | null },
): Sentence[] {
  let at = 0;
  let touched = false;
  const result = sentences.flatMap((sentence) => {
    const start = at;
    at += sentence.words.length;
    const [first, last] = [Math.max(from, start) - start, Math.min(to, at) - start];
    if (first >= last) return [sentence];
    touched = true;
    if (sentence.speaker === speaker) return [sentence];
    if (first === 0 && last === sentence.words.length) return [{ ...sentence, speaker }];
    return [
      sentenceOf(sentence.words.slice(0, first), sentence.speaker),
      sentenceOf(sentence.words.slice(first, last), speaker),
      sentenceOf(sentence.words.slice(last), sentence.speaker),
    ].filter((part) => part !== null);
  });
  if (!touched || to > at) throw new RangeError(`there are no words ${from} to ${to}`);
  return result;
}
