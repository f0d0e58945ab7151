const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/**
 * Share of words that are wrong, missing or too many (0 is perfect). Case,
 * punctuation and the way numbers are written do not count.
 */
export function wordErrorRate(reference: string, heard: string): number {
  const wanted = plainWords(reference);
  return wanted.length === 0 ? 0 : editDistance(wanted, plainWords(heard)) / wanted.length;
}

/** Lower-case words without punctuation; numbers as they are spoken, years in pairs; compounds in parts. */
export function plainWords(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/\d+(?:st|nd|rd|th)?/g, (number) => ` ${spoken(number)} `)
    .split(/[^\p{L}]+/u)
    .filter(Boolean);
}

function spoken(text: string): string {
  const value = Number.parseInt(text, 10);
  const words = value >= 1100 && value <= 1999 && value % 100 > 0 ? year(value) : cardinal(value);
  return /\D/.test(text) ? ordinal(words) : words;
}

function year(value: number): string {
  return `${cardinal(Math.floor(value / 100))} ${cardinal(value % 100)}`;
}

function cardinal(value: number): string {
  if (value < 20) return UNITS[value] ?? '';
  if (value < 100) return [TENS[Math.floor(value / 10)], value % 10 ? UNITS[value % 10] : ''].join(' ').trim();
  for (const [size, name] of [
    [1e9, 'billion'],
    [1e6, 'million'],
    [1000, 'thousand'],
    [100, 'hundred'],
  ] as const) {
    if (value < size) continue;
    const rest = value % size;
    return `${cardinal(Math.floor(value / size))} ${name}${rest ? ` ${cardinal(rest)}` : ''}`;
  }
  return '';
}

function ordinal(words: string): string {
  const parts = words.split(' ');
  const last = parts.pop() ?? '';
  const named = ORDINALS[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return [...parts, named].join(' ');
}

function editDistance(from: readonly string[], to: readonly string[]): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, word] of from.entries()) {
    const next = [i + 1];
    for (const [j, other] of to.entries()) {
      const change = (row[j] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/**
 * Pairs of equal words in order (longest common subsequence): for comparing
 * the times of words that were both said and heard.
 *
 * @returns index pairs [reference, heard]
 */
export function pairWords(reference: readonly string[], heard: readonly string[]): [number, number][] {
  const plain = (words: readonly string[]) => words.map((word) => plainWords(word).join(''));
  const a = plain(reference);
  const b = plain(heard);
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** The value below which this share of the numbers lies, by size. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.map(Math.abs).sort((x, y) => x - y);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
