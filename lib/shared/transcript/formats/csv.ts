import type { Sentence } from '../sentence.ts';

const HEAD = ['start_ms', 'end_ms', 'word', 'confidence', 'speaker', 'sentence'] as const;

/** One line a word (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
export function toCsv(sentences: readonly Sentence[]): string {
  const lines = sentences.flatMap(({ speaker, words }, index) =>
    words.map(({ startMs, endMs, text, confidence }) =>
      [startMs, endMs, cell(text.trim()), confidence ?? '', cell(speaker ?? ''), index + 1].join(','),
    ),
  );
  return `${[HEAD.join(','), ...lines].join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
