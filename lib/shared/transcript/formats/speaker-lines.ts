/** "Ada Lindqvist: …", "[SPEAKER_00]: …", ">> Bo: …". */
const NAMED = /^(?:>>\s*)?[[(]?([\p{L}\p{N}][\p{L}\p{M}\p{N} .'’_&-]{0,58}?)[\])]?\s*:\s+(?=\S)/u;
const MOST_WORDS = 5;
/** Every word of a name is large or a number, but for the small ones inside: "Ada van der Berg", "Speaker 1". */
const PROPER =
  /^(?:[\p{Lu}\p{Lo}\p{N}][\p{L}\p{M}\p{N}.'’_&-]*|van|von|de|der|den|da|di|du|la|le|el|al|bin|of|and|&)$/u;
/** Of all lines, how many must begin with a name before every such beginning counts as one. */
const USUAL_SHARE = 0.5;
/** Else a name counts once it comes so often, or where the first line begins with one. */
const OFTEN = 3;

/**
 * Takes names off lines such as "Ada: Hello." A sentence may begin like that as
 * well ("Danger: …"), so a beginning only counts where the text is written that
 * way, or where the name comes again and again.
 */
export function namedLines(lines: readonly string[]): { speaker: string | null; text: string }[] {
  const found = lines.map(nameOf);
  const counts = new Map<string, number>();
  for (const name of found) if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  const usual = !!found[0] || found.filter((name) => name !== null).length >= lines.length * USUAL_SHARE;
  return lines.map((line, index) => {
    const name = found[index] ?? null;
    const isNamed = name !== null && (usual || (counts.get(name) ?? 0) >= OFTEN);
    return isNamed ? { speaker: name, text: line.replace(NAMED, '').trim() } : { speaker: null, text: line };
  });
}

function nameOf(line: string): string | null {
  const words = NAMED.exec(line)?.[1]?.trim().split(/\s+/) ?? [];
  if (words.length === 0 || words.length > MOST_WORDS || !words.every((word) => PROPER.test(word))) return null;
  // "12: 30 in the morning" is a time.
  return words.some((word) => /[\p{Lu}\p{Lo}]/u.test(word)) ? words.join(' ') : null;
}
