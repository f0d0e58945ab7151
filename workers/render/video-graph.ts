import { FONTS_FOLDER } from '#lib/server/captions/text/fonts.ts';
import { toStandardColor } from '#lib/server/media/color.ts';
import type { VideoInfo } from '#lib/server/media/media-info.ts';
import { type EditList, keptFrames } from '#lib/server/tighten/edit-list.ts';
import type { FrameRate } from './encoding.ts';
import { framingGraph } from './framing/framing-graph.ts';
import type { FramingPlan } from './framing/framing-plan.ts';

/** Name of the caption script inside the job's folder, which is ffmpeg's working directory. */
export const ASS_FILE = 'captions.ass';

/** The last filter of every picture: captions burned in, colours as H.264 expects them. */
export const BURN_IN = `ass=${ASS_FILE}:fontsdir=${FONTS_FOLDER}`;

/**
 * The filter graph that turns a source picture into a clip's: one steady rate,
 * square pixels, framed, captions. Made of numbers only.
 *
 * @returns a graph from input 0 to `[picture]`
 */
export function videoGraph(options: {
  video: VideoInfo;
  framing: FramingPlan;
  /** What of the recording is kept; null where it is all. */
  edits: EditList | null;
  rate: FrameRate;
  /** Of the recording. */
  durationMs: number;
}): string {
  const { video, framing, edits, rate, durationMs } = options;
  const still = (durationMs / 1000 + 1).toFixed(3);
  const source = [
    `[0:${video.index}]${deinterlaced(video)}fps=${rate.text}:start_time=0`,
    // The last picture stands where the picture ends before the sound.
    `tpad=stop_mode=clone:stop_duration=${still}`,
    toStandardColor(video),
    'setsar=1[source]',
  ].join(',');
  return `${source};${framingGraph(framing, 'source', 'framed')};[framed]${edits ? selection(edits, rate) : ''}${BURN_IN},format=yuv420p[picture]`;
}

/** Pictures that there may be more than planned: the sound decides where a clip ends. */
const SPARE_FRAMES = 15;

function selection(edits: EditList, rate: FrameRate): string {
  const runs = keptFrames(edits, rate.perSecond);
  const kept = runs.map(
    ({ first, last }, at) => `between(n,${first},${at === runs.length - 1 ? last + SPARE_FRAMES : last})`,
  );
  return `select='${kept.join('+')}',setpts=N/(${rate.text})/TB,`;
}

/** What ffmpeg has turned a picture by before it comes to the graph, and what turns it back. */
const TURNS: Readonly<Record<number, readonly [there: string, back: string]>> = {
  90: ['transpose=clock,', 'transpose=cclock,'],
  180: ['hflip,vflip,', 'hflip,vflip,'],
  270: ['transpose=cclock,', 'transpose=clock,'],
};

/** Fields are lines of the picture as it was filmed: one that is turned is turned back for it. */
function deinterlaced({ interlaced, rotation }: VideoInfo): string {
  if (!interlaced) return '';
  const [there, back] = TURNS[rotation] ?? ['', ''];
  return `${back}yadif=deint=interlaced,${there}`;
}
