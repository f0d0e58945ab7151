/** Something that can be gone to or done. */
export interface Command {
  readonly id: string;
  readonly group: string;
  readonly name: string;
  readonly keys?: string;
  readonly run: () => void;
}

const MOST = 60;

/** Those that have all parts of a query in their name, where a name begins so first; in their order else. */
export function findCommands(commands: readonly Command[], query: string): Command[] {
  const parts = plain(query).split(/\s+/u).filter(Boolean);
  const ranked = commands.flatMap((command) => {
    const name = plain(`${command.name} ${command.group}`);
    if (!parts.every((part) => name.includes(part))) return [];
    const first = parts[0] ?? '';
    const rank = name.startsWith(parts.join(' '))
      ? 0
      : name.split(/\s+/u).some((word) => word.startsWith(first))
        ? 1
        : 2;
    return [{ command, rank }];
  });
  return ranked
    .toSorted((a, b) => (parts.length > 0 ? a.rank - b.rank : 0))
    .slice(0, MOST)
    .map(({ command }) => command);
}

/** Without case and accents. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
