/** Stands for a JSON column whose text is not JSON; no schema accepts it. */
export class BrokenJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** PostgreSQL refuses NUL in texts and lone surrogates in JSON; both dialects store the same cleaned text. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

export function encodeJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'string' ? cleanText(item) : item));
}

/** Never throws: the repository that reads the row knows its table and id, and complains there. */
export function decodeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return new BrokenJson(text);
    throw error;
  }
}
