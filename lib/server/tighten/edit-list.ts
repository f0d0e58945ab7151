/** A stretch of time, in milliseconds of the clip as it was recorded. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** What is kept of a clip, in order and apart from each other. */
export interface EditList {
  readonly keeps: readonly Span[];
  /** Of everything that is kept. */
  readonly durationMs: number;
}

/** Everything but these stretches. */
export function withoutSpans(durationMs: number, removed: readonly Span[]): EditList {
  const keeps: Span[] = [];
  let from = 0;
  for (const { startMs, endMs } of removed.toSorted((a, b) => a.startMs - b.startMs)) {
    if (startMs > from) keeps.push({ startMs: from, endMs: Math.min(startMs, durationMs) });
    from = Math.max(from, endMs);
  }
  if (from < durationMs) keeps.push({ startMs: from, endMs: durationMs });
  return { keeps, durationMs: keeps.reduce((sum, keep) => sum + keep.endMs - keep.startMs, 0) };
}

/** When something of the recording is heard in the edited clip; within what was removed, where the cut is. */
export function toEdited(edits: EditList, ms: number): number {
  let before = 0;
  for (const { startMs, endMs } of edits.keeps) {
    if (ms < startMs) return before;
    if (ms <= endMs) return before + ms - startMs;
    before += endMs - startMs;
  }
  return before;
}

/** The moment of the recording that is heard at a moment of the edited clip. */
export function toRecorded(edits: EditList, ms: number): number {
  let before = 0;
  for (const { startMs, endMs } of edits.keeps) {
    const length = endMs - startMs;
    if (ms < before + length) return startMs + ms - before;
    before += length;
  }
  return edits.keeps.at(-1)?.endMs ?? 0;
}

/** How much of a stretch is kept, in milliseconds. */
export function keptOf(edits: EditList, { startMs, endMs }: Span): number {
  return edits.keeps.reduce(
    (sum, keep) => sum + Math.max(0, Math.min(endMs, keep.endMs) - Math.max(startMs, keep.startMs)),
    0,
  );
}

/** Words on the clock of the edited clip, without those that were taken out. */
export function editWords<Spoken extends Span>(edits: EditList, words: readonly Spoken[]): Spoken[] {
  return words
    .filter((word) => keptOf(edits, word) * 2 > word.endMs - word.startMs || word.startMs === word.endMs)
    .map((word) => ({
      ...word,
      startMs: Math.round(toEdited(edits, word.startMs)),
      endMs: Math.round(toEdited(edits, word.endMs)),
    }));
}

/** The frames of the recording, from-to with both included, that make the frames of the edited clip. */
export function keptFrames(edits: EditList, perSecond: number): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  const count = Math.ceil((edits.durationMs / 1000) * perSecond);
  for (let frame = 0; frame < count; frame += 1) {
    // The middle of a frame's time: no rounding decides.
    const recorded = toRecorded(edits, ((frame + 0.5) * 1000) / perSecond);
    // Where that falls between two frames, it falls to the same side throughout a stretch.
    const shown = Math.floor((recorded / 1000) * perSecond + 1e-6);
    const last = runs.at(-1);
    if (last && shown <= last.last + 1) runs[runs.length - 1] = { ...last, last: Math.max(last.last, shown) };
    else runs.push({ first: shown, last: shown });
  }
  return runs;
}
