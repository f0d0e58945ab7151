import type { Database } from '#db/client.ts';
import { findShow } from '#db/repositories/shows.ts';
import { applyGlossary, glossaryPrompt } from '#lib/shared/transcript/glossary.ts';
import { sentencesOfTranscript, withSentences } from '#lib/shared/transcript/sentence.ts';
import type { Transcript } from '#lib/shared/transcript.ts';

/** The words of an episode's show: what the engine is told before, and what is put right after. */
export async function showWords(
  db: Database,
  showName: string | null,
): Promise<{ prompt: string | null; correct: (transcript: Transcript) => Transcript }> {
  const terms = (showName === null ? null : await findShow(db, showName))?.glossary ?? [];
  return {
    prompt: glossaryPrompt(terms),
    correct: (transcript) =>
      terms.length === 0
        ? transcript
        : withSentences(transcript, applyGlossary(sentencesOfTranscript(transcript), terms)),
  };
}
