import { type Framed, type Framing, handWindow, type Window } from '#lib/shared/framing.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How a film is laid into the picture: as it is wanted, and as the last render found it by itself. */
export interface FilmFraming {
  readonly framing: Framing;
  /** Of a render in this aspect; null where there is none. */
  readonly framed: Framed | null;
}

/** Blurred edges are drawn this small and enlarged: that is most of the blur. */
const BLUR_SCALE = 12;
const CLOSE = 1.02;

/**
 * Draws the film's current picture as it lies in the clip's. By itself framed clips use the windows that the last
 * render chose at moments spread over the clip, each until the middle between two: the render itself moves between
 * them. Without a render they are cut around the middle.
 *
 * @param clipMs milliseconds of the recording from the clip's start
 */
export function drawFilm(
  canvas: HTMLCanvasElement,
  video: HTMLVideoElement,
  { framing, framed }: FilmFraming,
  clipMs: number,
): void {
  const context = canvas.getContext('2d');
  const source = { width: video.videoWidth, height: video.videoHeight };
  if (!context || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || source.width === 0) return;
  const windows = windowsOf(source, canvas, framing, framed, clipMs);
  const [first, second] = windows;
  if (first && second) {
    const stacked = canvas.height >= canvas.width;
    const cell = stacked
      ? { width: canvas.width, height: canvas.height / 2 }
      : { width: canvas.width / 2, height: canvas.height };
    const at = stacked ? { x: 0, y: cell.height } : { x: cell.width, y: 0 };
    drawWindow(context, video, first, { x: 0, y: 0, ...cell });
    drawWindow(context, video, second, { ...at, ...cell });
    return;
  }
  const window = first ?? { x: 0, y: 0, width: 1, height: 1 };
  const part = { width: window.width * source.width, height: window.height * source.height };
  if (isSimilar(part, canvas)) {
    drawWindow(context, video, window, { x: 0, y: 0, width: canvas.width, height: canvas.height });
    return;
  }
  drawBlurred(context, video, source, canvas);
  const scale = Math.min(canvas.width / part.width, canvas.height / part.height);
  const [width, height] = [part.width * scale, part.height * scale];
  drawWindow(context, video, window, {
    x: (canvas.width - width) / 2,
    y: (canvas.height - height) / 2,
    ...{ width, height },
  });
}

/** The parts of the source that are shown sharp: one, or two that share the picture. */
export function windowsOf(
  source: Size,
  target: Size,
  framing: Framing,
  framed: Framed | null,
  clipMs: number,
): readonly Window[] {
  if (framing.mode === 'manual') return [handWindow(source, target, framing)];
  if (framed && framed.choice.mode === framing.mode) {
    const near = framed.samples.toSorted((a, b) => Math.abs(a.atMs - clipMs) - Math.abs(b.atMs - clipMs))[0];
    if (near && near.windows.length > 0) return near.windows;
  }
  if (framing.mode === 'fit') return [{ x: 0, y: 0, width: 1, height: 1 }];
  return [handWindow(source, target, { mode: 'manual', x: 0.5, y: 0.5, zoom: 1 })];
}

function isSimilar(a: Size, b: Size): boolean {
  const ratio = a.width / a.height / (b.width / b.height);
  return Math.max(ratio, 1 / ratio) < CLOSE;
}

function drawWindow(
  context: CanvasRenderingContext2D,
  video: HTMLVideoElement,
  window: Window,
  to: { x: number; y: number; width: number; height: number },
): void {
  const { videoWidth, videoHeight } = video;
  context.imageSmoothingQuality = 'medium';
  context.drawImage(
    video,
    ...([window.x * videoWidth, window.y * videoHeight] as const),
    ...([window.width * videoWidth, window.height * videoHeight] as const),
    ...([to.x, to.y, to.width, to.height] as const),
  );
}

/** The middle of the picture, blurred and darker, over all of the canvas. */
function drawBlurred(context: CanvasRenderingContext2D, video: HTMLVideoElement, source: Size, target: Size): void {
  const small = new OffscreenCanvas(Math.ceil(target.width / BLUR_SCALE), Math.ceil(target.height / BLUR_SCALE));
  const middle = handWindow(source, target, { mode: 'manual', x: 0.5, y: 0.5, zoom: 1 });
  small
    .getContext('2d')
    ?.drawImage(
      video,
      ...([middle.x * source.width, middle.y * source.height] as const),
      ...([middle.width * source.width, middle.height * source.height] as const),
      ...([0, 0, small.width, small.height] as const),
    );
  context.save();
  context.filter = `blur(${Math.round(target.width / 40)}px) brightness(0.52) saturate(0.85)`;
  context.drawImage(small, 0, 0, target.width, target.height);
  context.restore();
}
