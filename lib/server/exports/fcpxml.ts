import type { Timebase } from './timecode.ts';
import { frameAt } from './timecode.ts';
import { placeClips, type TimelineClip, type TimelineSource } from './timeline.ts';

/**
 * A timeline in FCPXML 1.10, which Final Cut and DaVinci Resolve read. The file is named without a folder: the editor
 * asks where it is.
 */
export function toFcpxml(title: string, source: TimelineSource, clips: readonly TimelineClip[]): string {
  const [timebase, placed] = placeClips(source, clips);
  const time = (frames: number) => timeOf(timebase, frames);
  const { video, audio } = source;
  const size = video ? ` width="${video.width}" height="${video.height}"` : ' width="1920" height="1080"';
  const kinds = [
    video ? 'hasVideo="1" format="r1" videoSources="1"' : '',
    audio ? `hasAudio="1" audioSources="1" audioChannels="${audio.channels}" audioRate="${audio.sampleRate}"` : '',
  ];
  const total = placed.reduce((sum, { from, to }) => sum + to - from, 0);
  const spine = placed.map(
    ({ title: name, from, to, at }) =>
      `            <asset-clip ref="r2" name="${xmlText(name)}" offset="${time(at)}" start="${time(from)}" duration="${time(to - from)}" tcFormat="NDF"/>`,
  );
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE fcpxml>',
    '<fcpxml version="1.10">',
    '  <resources>',
    `    <format id="r1" frameDuration="${time(1)}"${size}/>`,
    `    <asset id="r2" name="${xmlText(source.fileName)}" start="0s" duration="${time(frameAt(timebase, source.durationMs))}" ${kinds.filter(Boolean).join(' ')}>`,
    `      <media-rep kind="original-media" src="${xmlText(encodeURI(`./${source.fileName}`))}"/>`,
    '    </asset>',
    '  </resources>',
    '  <library>',
    '    <event name="PodPromo">',
    `      <project name="${xmlText(title)}">`,
    `        <sequence format="r1" duration="${time(total)}" tcStart="0s" tcFormat="NDF">`,
    '          <spine>',
    ...spine,
    '          </spine>',
    '        </sequence>',
    '      </project>',
    '    </event>',
    '  </library>',
    '</fcpxml>',
  ].join('\n')}\n`;
}

/** Times are fractions of a second, whole pictures only. */
function timeOf({ unit, scale }: Timebase, frames: number): string {
  return frames === 0 ? '0s' : `${frames * unit}/${scale}s`;
}

function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/[\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
