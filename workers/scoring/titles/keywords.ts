/** What a clip is about, against its episode: words and pairs that it says more often than the rest. Any language. */

const COMMON_ENGLISH = new Set(
  "a about above actually after again against ago all almost along already also always am an and another any anybody anyone anything are aren't around as ask asked asking at away back bad basically be became because become been before began being believe best better between big bit both bring but by call called came can can't cannot come comes coming could couldn't day days did didn't different do does doesn't doing don't done down each either else end enough entire even ever every everybody everyone everything exactly example fact feel feeling feels felt few find fine first for found from fun gave get gets getting give gives giving go goes going gone gonna good got great had half happen happened happening happens hard has hasn't have haven't having he he's hear heard help her here herself hey hi him himself his how huge i i'd i'll i'm i've idea if important in instead interesting into is isn't it it'll it's its itself just keep kept kind knew know knowing known knows last later least left less let let's like literally little long look looked looking looks lot lots love made make makes making many matter may maybe me mean means meant might million mine moment more most much must my myself necessarily need needed needs never new next nice no nobody none nor not nothing now number obviously of off often oh ok okay old on once one ones only or other others our ours out over own part people percent person piece place point probably problem put question quite rather ready really reason remember right said same saw say saying says second see seeing seem seems seen sense she she's should shouldn't show since so some somebody someone something sometimes somewhere soon sort start started starting stay still stop stuff such super sure take taken takes taking talk talked talking tell telling than thank thanks that that'll that's the their theirs them themselves then there there's these they they'd they'll they're they've thing things think thinking this those though thought three through time times to today together told too took top totally tried trouble true truly try trying turn turned two type understand until up upon us use used uses using usually very via wait want wanted wants was wasn't way ways we we'd we'll we're we've week weeks well went were weren't what what's whatever when where whether which while who who's whole whom whose why will wish with within without won't wonder word words work worked working works world would wouldn't wow yeah year years yes yet you you'd you'll you're you've your yours yourself hundred thousand four five six seven eight nine ten ended completely absolutely definitely okay certain certainly simply clear clearly crazy amazing awesome incredible pretty basic couple guys guy man folks side set high low full line kinds level rest case able among quickly nowadays eventually forth terrible nice naturally incredibly ultimately particular improving gets letting having saying bunch ton tons ways sounds seems later sooner slightly somewhat whether upfront likely unlikely possible impossible finally typically generally specific specifically kinda gotta yourself onto within during towards toward across behind beyond despite outside inside along ahead apart aside otherwise therefore however moreover meanwhile perhaps besides exciting fantastic wonderful perfect fully mostly nearly barely hardly literal actual real true general common usual normal single multiple several various whole entire extra additional helpful useful easy easier harder simple complex fast slow early late small smaller large larger bigger long longer short shorter higher lower better worse many more least equal similar whatever whoever wherever whenever anyway sorry please hello guess suppose assume wonder imagine realize realized notice noticed figure figured remember forget consider mention mentioned".split(
    ' ',
  ),
);

export interface Keyword {
  /** As it was said most often, e.g. "pricing" or "product market". */
  readonly text: string;
  readonly weight: number;
}

/** How often each word is said in a whole episode, counted once for all of its clips. */
export interface EpisodeWords {
  readonly english: boolean;
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
  /** Of other languages: the words that are said all the time, and mean nothing. */
  readonly common: ReadonlySet<string>;
}

/** Counts an episode's words; the thirty most frequent short ones count as common where the language is not English. */
export function episodeWords(texts: readonly string[], english: boolean): EpisodeWords {
  const counts = new Map<string, number>();
  let total = 0;
  for (const text of texts) {
    for (const word of wordsOf(text)) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      total += 1;
    }
  }
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).slice(0, Math.max(30, Math.round(counts.size * 0.03)));
  return { english, counts, total, common: new Set(english ? [] : frequent.map(([word]) => word)) };
}

/**
 * The most telling words and pairs of a clip, best first: frequent in it, rarer in
 * the episode, no function words. A pair takes the place of its words.
 */
export function keywordsOf(text: string, episode: EpisodeWords, count: number): Keyword[] {
  const words = wordsOf(text);
  const own = new Map<string, number>();
  for (const word of words) if (isContent(word, episode)) own.set(word, (own.get(word) ?? 0) + 1);
  const weightOf = (word: string, times: number) => {
    const inAll = Math.max(times, episode.counts.get(word) ?? 0);
    const lift = times / Math.max(1, words.length) / (inAll / Math.max(1, episode.total));
    // What is said here and comes back elsewhere is a topic; what is said once in the whole episode is a turn of phrase.
    return (
      times ** 0.8 * Math.log(1 + inAll) ** 0.6 * Math.log(1 + lift) ** 0.5 * (0.7 + Math.min(word.length, 9) / 30)
    );
  };
  const pairs = new Map<string, number>();
  for (const [at, word] of words.entries()) {
    const next = words[at + 1];
    if (next && word !== next && isContent(word, episode) && isContent(next, episode)) {
      pairs.set(`${word} ${next}`, (pairs.get(`${word} ${next}`) ?? 0) + 1);
    }
  }
  const found: Keyword[] = [...own].map(([word, times]) => ({ text: word, weight: weightOf(word, times) }));
  for (const [pair, times] of pairs) {
    const [first = '', second = ''] = pair.split(' ');
    if (times > 1) found.push({ text: pair, weight: 1.15 * (weightOf(first, times) + weightOf(second, times)) });
  }
  const chosen: Keyword[] = [];
  for (const keyword of found.sort((a, b) => b.weight - a.weight || a.text.localeCompare(b.text))) {
    if (chosen.length >= count) break;
    const parts = keyword.text.split(' ');
    const known = chosen.some(({ text: other }) =>
      other.split(' ').some((word) => parts.some((part) => sameStem(part, word))),
    );
    if (!known) chosen.push(keyword);
  }
  return chosen;
}

/** "product market" → "#ProductMarket"; letters and digits of any script. */
export function asHashtag(keyword: string): string {
  const parts = keyword.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
  if (parts.length === 1) return `#${parts[0]}`;
  return `#${parts.map((part) => part.charAt(0).toLocaleUpperCase() + part.slice(1)).join('')}`;
}

export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}\p{M}]+(?:'\p{L}+)?/gu) ?? []
  );
}

function isContent(word: string, episode: EpisodeWords): boolean {
  if (word.length < 4 && !/\p{Script=Han}|\p{Script=Hangul}/u.test(word)) return false;
  if (/^\p{N}+$/u.test(word) || word.includes("'")) return false;
  if (!episode.english) return !episode.common.has(word);
  if (COMMON_ENGLISH.has(word) || /\p{L}{3,}ly$/u.test(word)) return false;
  // 'pricing' is a topic, 'relinquishing' what somebody happened to be doing.
  return !/(?:ing|ed)$/u.test(word) || (episode.counts.get(word) ?? 0) > 1;
}

/** 'price', 'prices', 'pricing' are one to a reader. */
function sameStem(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const stem = short.replace(/(?:ing|es|ed|s|e)$/u, '');
  return stem.length > 3 ? long.startsWith(stem) && long.length - stem.length <= 4 : short === long;
}
