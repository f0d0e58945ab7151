/** Turns what is said into what is written: without fillers, repeats and the marks that speech leaves. English words; other languages keep theirs. */

const LEADING =
  /^(?:(?:and|but|so|or|well|yeah|yes|no|okay|ok|right|um+|uh+|er+|hmm+|oh|look|listen|honestly|basically|actually|obviously|literally|now|then|again|anyway|you know(?! (?:what|why|how|who|where|when|that|the)\b)|i mean|like|i think|i guess|i feel like|i would say|i['’]d say|i believe|the thing is|to be honest|in my opinion|what happened was|i was like|as i said|exactly|absolutely|totally|definitely|sure|of course|for sure|for me|i just think|i really think|i do think|my (?:point|view) is)(?:,? that(?= (?:i|you|we|they|he|she|it|the|there)\b))?\b(?![-'’])[,.:;…\s]+)+/iu;
const INNER =
  /,? ?\b(?:um+|uh+|er|you know what i mean|you know|i mean|kind of|sort of|i guess)\b(?:,(?= ))?(?! (?:what|who|how|that|why|when|where|the|it|if|him|her|them|you|this|of|to be|about)\b)/giu;
const LIKE = /, like,/giu;
const TAG = /,? (?:right|you know|okay|yeah|no|see)(?=[?.!]*$)/iu;
const STAMMER = /\b(\p{L}+(?:['’]\p{L}+)?(?: \p{L}+)?)(?:,? \1\b)+/giu;
const ALLOWED_TWICE = /^(?:that|had|very|really|so|no|never|many|long|bye|ha)$/iu;
const NOISE = /\[[^\]]*\]|\([^)]*\)|♪|\.\.\.|…/gu;

/** A sentence as one would write it down, without the full stop; empty where nothing is left. */
export function asWritten(sentence: string, english: boolean): string {
  let text = sentence.replace(NOISE, ' ').replace(/\s+/gu, ' ').trim();
  if (english) {
    text = text.replace(LIKE, ',').replace(INNER, '').trim();
    text = text.replace(STAMMER, (whole, word: string) => (ALLOWED_TWICE.test(word) ? whole : word));
    text = text.replace(LEADING, '').replace(TAG, '');
  }
  return tidy(text);
}

/** Spaces, marks at both ends, a capital at the beginning. A question mark stays. */
export function tidy(text: string): string {
  const bare = text
    .replace(/\s+/gu, ' ')
    .replace(/ +([,.;:!?])/gu, '$1')
    .replace(/,(?:\s*,)+/gu, ',')
    .replace(/^[\s,.;:!?–—-]+/u, '')
    .replace(/[\s,.;:!…–—-]+$/u, '')
    .replace(/[\s,;:–—-]+\?/gu, '?')
    .trim();
  const [first = ''] = bare;
  return first.toLocaleUpperCase() + bare.slice(first.length);
}
