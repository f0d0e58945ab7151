/** Words and phrases of one to three words that mean the same to the scorer. English. */
export interface Lexicon {
  readonly name: string;
  /** As tokens in lower case; a `*` at the end of a single word stands for any ending. */
  readonly entries: readonly string[];
}

const list = (text: string): readonly string[] =>
  text
    .split(/[,\n]/u)
    .map((entry) => entry.trim())
    .filter(Boolean);

/** What is counted in English speech. Nothing here belongs to one show. */
export const LEXICONS = [
  { name: 'you', entries: list("you, your, yours, yourself, yourselves, you're, you've, you'll, you'd") },
  { name: 'i', entries: list("i, i'm, i've, i'd, i'll, me, my, mine, myself") },
  { name: 'we', entries: list("we, we're, we've, we'd, we'll, us, our, ours, ourselves") },
  {
    name: 'others',
    entries: list("he, she, they, him, her, them, his, their, he's, she's, they're, they've, they'd, he'd, she'd"),
  },
  {
    name: 'people',
    entries: list(
      'people, person, human, humans, everyone, everybody, someone, somebody, anyone, anybody, folks, most people',
    ),
  },
  {
    name: 'negation',
    entries: list(
      "not, no, don't, doesn't, didn't, isn't, aren't, wasn't, weren't, won't, can't, cannot, couldn't, wouldn't, shouldn't, haven't, hasn't, hadn't, nor, without, neither, ain't",
    ),
  },
  {
    name: 'absolute',
    entries: list(
      'never, always, nobody, no one, none, nothing, everybody, everyone, everything, every single, impossible, completely, totally, absolutely, entirely, all the, the only, must, forever, whole, 100, literally, every',
    ),
  },
  {
    name: 'superlative',
    entries: list(
      'best, worst, biggest, greatest, hardest, most, least, fastest, smartest, highest, lowest, largest, smallest, easiest, strongest, number one, favorite, ultimate, top, more important, most important, more than anything',
    ),
  },
  { name: 'if', entries: list("if, unless, whether, when you, if you, as soon as, if you're, if you don't") },
  {
    name: 'contrast',
    entries: list(
      'but, instead, rather than, however, although, though, opposite, even though, despite, whereas, versus, and yet, in reality, turns out, actually, contrary, on the other, other hand, as opposed',
    ),
  },
  {
    name: 'cause',
    entries: list(
      "because, therefore, reason, reasons, that's why, which means, so that, due to, as a result, leads to, the reason, caused, causes",
    ),
  },
  {
    name: 'advice',
    entries: list(
      "should, shouldn't, need to, have to, you need, ought, must, make sure, try to, don't ever, my advice, advice, recommend, the trick, the key, secret, rule, avoid, stop, focus on, start with, remember",
    ),
  },
  {
    name: 'failure',
    entries: list(
      'fail, fails, failed, failing, failure, failures, mistake, mistakes, wrong, problem, problems, hard, harder, difficult, struggle*, bad, worse, lost, lose, losing, broke, broken, die, dies, died, dead, dying, kill, killed, pain, painful, fear, afraid, scared, scary, terrible, awful, risk*, crisis, quit, fired, stuck, wast*, regret, hate, suck, sucks, crazy, panic, burnout, burned, disaster, danger*, impossible, hurt, hurts, shame, lie, lies, lying',
    ),
  },
  {
    name: 'success',
    entries: list(
      'success, successful, succeed, win, winning, won, winner, great, amazing, incredible, love, loved, happy, joy, powerful, beautiful, magic, magical, brilliant, dream, dreams, growth, grow, growing, grew, huge, massive, exciting, excited, fun, awesome, perfect, opportunity, proud',
    ),
  },
  {
    name: 'story',
    entries: list(
      'one day, years ago, months ago, year ago, first time, remember, when i was, when we were, that moment, at that, night, morning, suddenly, then, ended up, started, came, went, walked, told, was like, at the time, back then, called, decided',
    ),
  },
  {
    name: 'speech',
    entries: list(
      "said, says, saying, i said, he said, she said, they said, he's like, she's like, i'm like, was like, were like, asked, told me, told him, told her",
    ),
  },
  {
    name: 'past',
    entries: list(
      'was, were, had, did, went, got, came, made, took, thought, wanted, started, worked, knew, saw, felt, built, been, used to, i was, we were, we had, i had, i did, we did, i went, we got',
    ),
  },
  {
    name: 'future',
    entries: list("will, going to, gonna, won't, i'll, we'll, you'll, they'll, it'll, future, tomorrow, soon"),
  },
  {
    name: 'hedge',
    entries: list(
      'maybe, perhaps, probably, kind of, sort of, i think, i guess, a little, a bit, somewhat, possibly, might, could be, i feel, i mean, i believe, in general, typically, usually, often, sometimes, or something, i suppose',
    ),
  },
  {
    name: 'filler',
    entries: list('um, uh, you know, like, i mean, right, okay, yeah, yep, mm, hmm, oh, well, so, basically'),
  },
  {
    name: 'intensity',
    entries: list('really, very, so much, super, extremely, incredibly, deeply, truly, way more, too'),
  },
  {
    name: 'insight',
    entries: list(
      'realize*, learned, learn, lesson*, understand, understood, truth, the thing is, the truth, the point, the problem, the question, the answer, turns out, i found, discovered, insight, secret, matters, the difference, what matters, think about, mistake, the real, fundamentally, ultimately, at the end, end of day, surprised, surprising, surprisingly, interesting, counterintuitive',
    ),
  },
  {
    name: 'number',
    entries: list(
      'one, two, three, four, five, six, seven, eight, nine, ten, twenty, thirty, fifty, hundred, hundreds, thousand, thousands, million, millions, billion, billions, percent, half, twice, double, dozen*, 10x, third, quarter',
    ),
  },
  {
    name: 'money',
    entries: list('dollar, dollars, bucks, money, revenue, price, paid, pay, cost, costs, worth, salary, profit*'),
  },
  {
    name: 'time',
    entries: list('day, days, week, weeks, month, months, year, years, hour, hours, minute, minutes, today, now, time'),
  },
  {
    name: 'example',
    entries: list(
      'for example, for instance, example, examples, such as, let me give, give you, imagine, say you, like a',
    ),
  },
  {
    name: 'comparison',
    entries: list("than, more, less, better, similar, same, different, like a, as if, analogy, compared, it's like"),
  },
  {
    name: 'general',
    entries: list("is, are, means, mean, there's, there is, there are, it's, that's, every time, tend, tends"),
  },
  {
    name: 'enumeration',
    entries: list(
      'first, second, third, finally, one is, number one, number two, the first, the second, step, steps, two things, three things, one thing, another, next, also',
    ),
  },
  { name: 'why', entries: list('why, how, what, who, where, which') },
  {
    name: 'courtesy',
    entries: list(
      'thanks, thank you, thank, welcome, appreciate, congratulations, glad, pleasure, great question, good question, sorry, please, bye, nice to',
    ),
  },
  {
    name: 'feeling',
    entries: list(
      'feel, feels, feeling, felt, emotion*, heart, life, anxiety, anxious, stress*, angry, anger, sad, cry, crying, tears, trust, care, cared, hope, proud, shame, soul, family, kids, children, mother, father, mom, dad, friend, friends, wife, husband',
    ),
  },
  { name: 'obligation', entries: list("want, want to, need, have to, got to, gotta, can, could, let's, let, would") },
] as const satisfies readonly Lexicon[];

export type LexiconName = (typeof LEXICONS)[number]['name'];

const exact = new Map<string, number[]>();
const prefixes: { text: string; index: number }[] = [];
for (const [index, { entries }] of LEXICONS.entries()) {
  for (const entry of entries) {
    if (entry.endsWith('*')) prefixes.push({ text: entry.slice(0, -1), index });
    else exact.set(entry, [...(exact.get(entry) ?? []), index]);
  }
}
/** Words that were seen with an open ending, so that each is looked for among the endings once. */
const openEnded = new Map<string, readonly number[]>();
const MOST_REMEMBERED = 50_000;

function lexiconsOfWord(word: string): readonly number[] {
  const known = openEnded.get(word);
  if (known) return known;
  const found = [...(exact.get(word) ?? [])];
  for (const { text, index } of prefixes) if (word.startsWith(text) && !found.includes(index)) found.push(index);
  if (openEnded.size >= MOST_REMEMBERED) openEnded.clear();
  openEnded.set(word, found);
  return found;
}

/** Calls back for every entry found in a sentence: the lexicon's index and the words, as spoken in `tokens`. */
export function matchLexicons(tokens: readonly string[], found: (lexicon: number, words: string) => void): void {
  for (const [at, token] of tokens.entries()) {
    for (const index of lexiconsOfWord(token)) found(index, token);
    const second = tokens[at + 1];
    if (second === undefined) continue;
    const pair = `${token} ${second}`;
    for (const index of exact.get(pair) ?? []) found(index, pair);
    const third = tokens[at + 2];
    if (third === undefined) continue;
    const triple = `${pair} ${third}`;
    for (const index of exact.get(triple) ?? []) found(index, triple);
  }
}

/** Too frequent to say what a passage is about. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  list(
    `the, and, that, this, with, for, you, your, are, was, were, have, has, had, not, but, they, them, their, there, here,
    what, when, where, which, who, whom, why, how, all, any, can, could, would, should, will, just, like, know, think, mean,
    going, really, very, then, than, from, into, about, out, over, some, more, most, much, many, other, also, because, been,
    being, its, it's, i'm, don't, that's, you're, we're, they're, there's, i've, we've, thing, things, kind, sort, lot, get,
    got, way, want, one, two, make, made, right, yeah, okay, well, actually, something, people, say, said, see, look, come,
    even, only, now, time, good, great, our, out, his, her, she, him, let, use, used, first, back, did, does, doing, done,
    through, these, those, such, after, before, need, take, still, where, little, big, every, maybe, ever, never, always,
    us, we, it, is, in, of, to, a, an, on, at, be, or, as, if, so, do, i, me, my, he, up, by, no, go, work, working, start`,
  ),
);
