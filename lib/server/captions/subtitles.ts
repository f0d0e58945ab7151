import { formatStamp } from '#lib/shared/transcript/formats/clock.ts';
import { cueText } from '#lib/shared/transcript/formats/srt.ts';
import { escapeVtt } from '#lib/shared/transcript/formats/vtt.ts';
import type { Cue } from './cues.ts';

export { toSrt } from '#lib/shared/transcript/formats/srt.ts';
export { subtitleCues } from '#lib/shared/transcript/subtitle-cues.ts';

/** WebVTT: `HH:MM:SS.mmm`; `&`, `<` and `>` escaped. */
export function toVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(
    (cue) => `${formatStamp(cue.startMs, '.')} --> ${formatStamp(cue.endMs, '.')}\n${escapeVtt(cueText(cue))}\n`,
  );
  return `WEBVTT\n\n${blocks.join('\n')}`;
}
