/** Words this short are the same or they are not: "in" and "on" are two words. */
const SHORT = 4;
/** Of the longer word, how much may differ. */
const MOST_DIFFERENT = 0.34;

/** How alike two words are written (0-1), 0 where they are different words. */
export function wordLikeness(left: string, right: string): number {
  const longer = Math.max(left.length, right.length);
  if (Math.min(left.length, right.length) < SHORT || Math.abs(left.length - right.length) > longer * MOST_DIFFERENT) {
    return 0;
  }
  const share = distance(left, right) / longer;
  return share <= MOST_DIFFERENT ? 1 - share : 0;
}

/** Letters to change, add or take away. */
function distance(left: string, right: string): number {
  let before = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (before[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      line.push(Math.min(replaced, (before[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    before = line;
  }
  return before[right.length] ?? 0;
}
