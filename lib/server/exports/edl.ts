import { timecode } from './timecode.ts';
import { placeClips, type TimelineClip, type TimelineSource } from './timeline.ts';

const HOUR = 3600;

/**
 * An edit decision list in the CMX 3600 form, which Premiere, Resolve and Avid read. Source times count from the
 * file's beginning; the record side begins at one hour, as is usual.
 */
export function toEdl(title: string, source: TimelineSource, clips: readonly TimelineClip[]): string {
  const [timebase, placed] = placeClips(source, clips);
  const start = HOUR * timebase.nominal;
  const channel = source.video ? 'B' : 'AA';
  const events = placed.flatMap(({ title: name, from, to, at }, position) => {
    const times = [from, to, start + at, start + at + to - from].map((frame) => timecode(timebase, frame));
    return [
      `${String(position + 1).padStart(3, '0')}  AX       ${channel.padEnd(5)} C        ${times.join(' ')}`,
      `* FROM CLIP NAME: ${line(source.fileName)}`,
      `* COMMENT: ${line(name)}`,
      '',
    ];
  });
  return [`TITLE: ${line(title)}`, 'FCM: NON-DROP FRAME', '', ...events].join('\r\n');
}

/** Control characters could begin a line of their own. */
function line(text: string): string {
  return text.replace(/\p{C}+/gu, ' ').slice(0, 120);
}
