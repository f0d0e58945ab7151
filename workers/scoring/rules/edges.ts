import type { Sentence } from '../episode.ts';
import { isQuestion } from '../sentences.ts';

/** How a sentence does at one end of a clip. */
export interface EdgeQuality {
  /** 1 stands alone, 0 hangs on what is outside. */
  readonly quality: number;
  /** The words that decided. */
  readonly evidence: string;
}

type Text = Pick<Sentence, 'text'>;

const FILLERS =
  /^(?:(?:um+|uh+|er+|hmm+|well|okay|ok|so|yeah|yes|no|right|look|listen|you know|i mean|like|and|but|now)\b[,.\s]*)*/iu;
/** Nothing but an answer to what was asked before. */
const FRAGMENT =
  /^(?:(?:yeah|yes|yep|no|nope|right|exactly|absolutely|totally|definitely|sure|correct|true|for sure|of course|okay|ok|mm-?hmm|uh-?huh|not really|kind of|sort of|i agree|same|me too|that['’]s (?:right|true|it|a (?:great|good) (?:question|point))|good (?:question|point)|great (?:question|point)|interesting|wow|amazing|awesome|cool|love (?:it|that)|i love (?:it|that)|got it|i see|makes sense|100(?: ?%| percent))\b[,.!\s]*)+$/iu;
const JOINS =
  /^(?:and|but|or|nor|because|cause|which|whose|whom|than|plus|except|also|then|therefore|thus|otherwise|instead|too|either|neither|hence|as well)\b/iu;
const AGREES = /^(?:yeah|yes|yep|no|nope|right|exactly|absolutely|totally|definitely|sure|correct)\b/iu;
/** A pronoun whose owner was named before; those that point forward ('this is what', 'there is') are not meant. */
const POINTS_BACK =
  /^(?:he|she|they|him|her|them|his|hers|theirs|it|its|those|these|that|this)(?:['’](?:s|re|d|ll|ve))?\b(?! (?:is|was|were|are)? ?(?:what|why|how|when|where|the (?:thing|reason|problem|question|point|only|most|biggest|best|worst|first|one)|takes|turns out|doesn['’]t matter|is (?:hard|easy|important|possible|impossible|not|never|always|about)))/iu;
const ITS_OWN_SUBJECT =
  /^(?:this|that|these|those) (?!is|was|are|were|will|would|can|could|has|had|have|did|does|makes|made|means|meant|and|or|then|just|also|one|ones|way|thing|point|kind|sort)[a-z]{3,}/iu;

/**
 * How well a clip can begin with this sentence. 'And so he did that', 'Because…',
 * 'Yeah, exactly.' hang on what came before; a question, a name or a noun stands.
 * English only: ask for 1 elsewhere.
 */
export function openerQuality(sentence: Text): EdgeQuality {
  const text = sentence.text.trim();
  const evidence = text.split(/\s+/u).slice(0, 5).join(' ');
  if (text === '' || FRAGMENT.test(text)) return { quality: 0, evidence };
  if (/^\p{Ll}/u.test(text) && !/^(?:i['’ ]|e[A-Z]|i[A-Z])/u.test(text)) return { quality: 0.1, evidence };
  const bare = text.replace(FILLERS, '');
  const joined = JOINS.test(text) || AGREES.test(text);
  const hanging = JOINS.test(bare) && !/^(?:then|because)\b.*,/iu.test(bare);
  const back = POINTS_BACK.test(bare) && !ITS_OWN_SUBJECT.test(bare);
  if (hanging) return { quality: 0.15, evidence };
  if (back) return { quality: joined ? 0.15 : 0.35, evidence };
  if (joined) return { quality: 0.5, evidence };
  if (bare.length < text.length) return { quality: 0.8, evidence };
  return { quality: 1, evidence };
}

/**
 * How well a clip can end with this sentence: finished, not a question that
 * nobody answers, not 'and', 'so…' or a comma. Works in every language for the
 * marks; the words are English.
 */
export function endingQuality(sentence: Pick<Sentence, 'text' | 'finished'>): EdgeQuality {
  const text = sentence.text.trim();
  const evidence = text.split(/\s+/u).slice(-5).join(' ');
  if (/(?:[,;:–—-]|\.\.\.|…)["'”’)\]]*$/u.test(text)) return { quality: 0.1, evidence };
  if (
    /\b(?:and|but|or|so|because|the|a|an|of|to|with|that|which|who|if|when|like|is|was|are|my|your|our|their)[.!]?["'”’]*$/iu.test(
      text,
    )
  ) {
    // 'I think so.' is an end; 'and so' is none.
    if (
      !/\b(?:think|hope|guess|believe|said|say|do|did|know) so[.!]?$/iu.test(text) &&
      !/\b(?:what|who|where|that|how) (?:it|he|she|they|this|that|i|you|we) (?:is|was|are)[.!]$/iu.test(text)
    ) {
      return { quality: sentence.finished && /[.!]["'”’]*$/u.test(text) ? 0.4 : 0.1, evidence };
    }
  }
  if (isQuestion(text)) return { quality: 0.3, evidence };
  if (FRAGMENT.test(text)) return { quality: 0.6, evidence };
  return { quality: sentence.finished ? 1 : 0.3, evidence };
}

/** So far back a question may lie, in sentences and time. */
const QUESTION_REACH = 3;
const QUESTION_GAP_MS = 6000;
const SHORTEST_QUESTION_WORDS = 4;

/** A question that stands right before a clip. */
export interface QuestionBefore {
  /** Index of the sentence that asks. */
  readonly index: number;
  readonly text: string;
  /** True where somebody else asks it than answers. */
  readonly otherSpeaker: boolean;
}

/**
 * The question that a clip beginning at `from` answers: one of the three
 * sentences before, said by somebody else where speakers are known, with nothing
 * but short agreement in between. Null where there is none.
 */
export function questionBefore(sentences: readonly Sentence[], from: number): QuestionBefore | null {
  const first = sentences[from];
  if (!first || isQuestion(first.text.trim())) return null;
  let later: Sentence = first;
  for (let index = from - 1; index >= Math.max(0, from - QUESTION_REACH); index -= 1) {
    const sentence = sentences[index];
    if (!sentence || later.startMs - sentence.endMs > QUESTION_GAP_MS) return null;
    if (isQuestion(sentence.text.trim())) {
      const otherSpeaker = sentence.speaker !== null && sentence.speaker !== first.speaker;
      const known = sentence.speaker !== null && first.speaker !== null;
      if ((known && !otherSpeaker) || sentence.wordCount < SHORTEST_QUESTION_WORDS || TAG.test(sentence.text))
        return null;
      return { index, text: sentence.text.trim(), otherSpeaker };
    }
    // Only 'yeah, good question' may lie between.
    if (!FRAGMENT.test(sentence.text.trim()) && sentence.wordCount > 6) return null;
    later = sentence;
  }
  return null;
}

/** Asks for a nod, not for an answer. */
const TAG = /\b(?:right|you know|you know what i mean|does that make sense|make sense|yeah|no|okay)\?["'”’]*$/iu;
