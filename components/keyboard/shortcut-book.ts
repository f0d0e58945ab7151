export type ShortcutGroup = 'everywhere' | 'playing' | 'cutting' | 'rating';

/** Something that keys do while what registered it is on the page. */
export interface Shortcut {
  /** Any of these; written as `comboOf` does. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly group: ShortcutGroup;
  readonly run: (combo: string) => void;
  /** Also offered in the command palette. */
  readonly command?: boolean;
}

/** What the keys do on the page as it is now. */
export class ShortcutBook {
  readonly #pages: (() => readonly Shortcut[])[] = [];

  /** @returns how to take them out again */
  add(page: () => readonly Shortcut[]): () => void {
    this.#pages.push(page);
    return () => {
      this.#pages.splice(this.#pages.indexOf(page), 1);
    };
  }

  all(): Shortcut[] {
    return this.#pages.flatMap((page) => page());
  }

  find(combo: string): Shortcut | undefined {
    return this.all().findLast(({ keys }) => keys.includes(combo));
  }
}
