import { parseStamp } from './clock.ts';
import { TranscriptFormatError } from './parsed.ts';

/** A cue as SRT and VTT share it: the lines under a time line. */
export interface SubtitleBlock {
  /** Of the time line, from 1. */
  readonly line: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly lines: string[];
}

const ARROW = /^\s*(\S+)\s+-->\s+(\S+)(?:\s|$)/;
/** What looks like a time line but has no times we know. */
const ANY_ARROW = /^\s*\d[\w:.,]{0,14}\s*-->/;

/**
 * The cues of a subtitle file, in order of time. Numbers and names above the
 * time lines are left out; so are whole blocks without one.
 *
 * @throws TranscriptFormatError naming the line of a time that cannot be read, or of a cue that ends before it begins
 */
export function subtitleBlocks(text: string): SubtitleBlock[] {
  const blocks: SubtitleBlock[] = [];
  let open: SubtitleBlock | null = null;
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  lines.forEach((line, index) => {
    if (line.includes('-->')) {
      const found = timeLine(line, index + 1);
      if (found) {
        // Without an empty line before it, the number of this cue was taken for text of the one before.
        if (open && lines[index - 1]?.trim() === open.lines.at(-1)?.trim() && /^\d+$/.test(open.lines.at(-1) ?? '')) {
          open.lines.pop();
        }
        open = { ...found, line: index + 1, lines: [] };
        blocks.push(open);
        return;
      }
    }
    if (line.trim() === '') open = null;
    else open?.lines.push(line.trim());
  });
  return blocks.sort((a, b) => a.startMs - b.startMs);
}

function timeLine(line: string, number: number): { startMs: number; endMs: number } | null {
  const match = ARROW.exec(line);
  const startMs = parseStamp(match?.[1] ?? '');
  const endMs = parseStamp(match?.[2] ?? '');
  if (startMs === null || endMs === null) {
    if (ANY_ARROW.test(line)) throw new TranscriptFormatError(`Line ${number} has times that cannot be read`);
    return null; // an arrow in the text
  }
  if (endMs < startMs) throw new TranscriptFormatError(`The cue in line ${number} ends before it begins`);
  return { startMs, endMs };
}
