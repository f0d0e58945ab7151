import { isSilent } from './words.ts';

const OPENING = `["'“‘„‚«»‹›(¿¡-]*`;
/** German closes with “ and ‘, or with « turned around. */
const CLOSING = `["'”’“‘»«›‹)\\]」』）]*$`;
const ENDS = new RegExp(`[.?!…。？！؟।۔]${CLOSING}`, 'u');
const ENDS_FOR_SURE = new RegExp(`[?!。？！؟।۔]${CLOSING}`, 'u');
const QUOTED_CALL = /[?!]["”’“‘»«]+$/u;

/** Something always follows: "vs. The Beatles". */
const LEADING = abbreviation('vs|cf|e\\.g|i\\.e|z\\.b|d\\.h|u\\.a|bzw|p\\.ex|p\\.ej|ee');
/** Words of their own where no number follows: "No. I stay." */
const NUMBERED = abbreviation('no|nos|nr|vol|fig|ch|pp?|approx|ca|est|art');
/** Before a name; or, as "p.m.", at the end where a new sentence begins with a word of STARTERS. */
const ABBREVIATION = abbreviation(
  'mr|mrs|ms|dr|prof|rev|gen|sen|rep|gov|capt|col|lt|sgt|st|jr|sr|inc|ltd|co|corp|dept|al|u\\.s|u\\.k|u\\.n|ph\\.d|a\\.m|p\\.m|etc|str|hr|fr|usw|mme|mlle|sra?|ud|uds|dott|sig',
);
/** "J. R. Tolkien", "z. B." */
const INITIAL = new RegExp(`^${OPENING}\\p{Lu}\\.$`, 'u');
const LETTER = new RegExp(`^${OPENING}\\p{L}\\.$`, 'u');
/** "1." at the head of a list, "2." as in "am 2. Mai". */
const ORDINAL = /^\d{1,3}\.$/u;
/** No name begins with these. */
const STARTERS =
  /^(?:The|This|That|These|Those|It|He|She|We|They|You|I|But|And|So|There|Then|What|When|Why|How|Who|If|In|On|My|Our|Now|Well|Yes|No|Der|Die|Das|Ich|Wir|Er|Sie|Es|Und|Aber|Dann|Pero|Yo|Nous|Je|Mais|Elle|Il)(?:['’,].*)?$/u;

/** Whether a word has a mark with which a sentence may end. */
export function mayEnd(text: string): boolean {
  return ENDS.test(text);
}

/**
 * Whether a sentence ends between two words: not after abbreviations, and not
 * where the next word goes on in small letters or is only a closing mark.
 */
export function isEnd(text: string, next: string): boolean {
  if (!ENDS.test(text)) return false;
  if (isSilent(next) && /^[^\p{L}\p{N}„‚([「『（¿¡]+$/u.test(next)) return false;
  const begins = next.replace(new RegExp(`^${OPENING}`, 'u'), '');
  // "Stop!" she said.
  if (QUOTED_CALL.test(text) && /^\p{Ll}/u.test(begins)) return false;
  if (ENDS_FOR_SURE.test(text)) return true;
  if (LEADING.test(text) || (LETTER.test(text) && LETTER.test(next))) return false;
  if (NUMBERED.test(text) && /^\d/u.test(begins)) return false;
  if ((ABBREVIATION.test(text) || INITIAL.test(text)) && !STARTERS.test(begins)) return false;
  if (ORDINAL.test(text) && /^\p{L}/u.test(begins)) return false;
  return !/^\p{Ll}/u.test(begins);
}

function abbreviation(words: string): RegExp {
  return new RegExp(`^${OPENING}(?:${words})\\.$`, 'iu');
}
