'use client';

import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { Framed, Framing } from '#lib/shared/framing.ts';
import { ASPECT_SIZES, type Aspect, type Tighten } from '#lib/shared/states.ts';
import type { Look } from '#lib/shared/styles/looks.ts';
import { CaptionLayer } from './caption-layer.ts';
import { drawFilm } from './film.ts';
import { drawMotion } from './motion.ts';
import { SourcePlayer } from './source-player.ts';
import { type Keep, keepsOf, toClipMs } from './timeline.ts';
import { useCanvasSize } from './use-canvas-size.ts';
import { useClipCaptions } from './use-clip-captions.ts';
import { useLoudness } from './use-loudness.ts';

const NOTHING: readonly Keep[] = [];

/** What the surroundings can do with a preview. Moments are milliseconds of the episode. */
export interface CaptionPreviewHandle {
  /** From where it stands; from the clip's start where it stands at its end. */
  play(): void;
  pause(): void;
  /** Shows a moment; one that is left out becomes the next one that is not. */
  seek(ms: number): void;
  readonly currentMs: number;
  readonly playing: boolean;
}

export interface CaptionPreviewProps {
  ref?: Ref<CaptionPreviewHandle>;
  /** What it shows, for people who do not see it, e.g. "Preview of: <title>". */
  label: string;
  /** Of the episode: `sourceUrl` and `hasVideo` of its view. */
  episodeId: string;
  sourceUrl: string;
  hasVideo: boolean;
  /** The clip as it is edited, saved or not; `removed` is left out of its middle. */
  clip: {
    readonly id: string;
    readonly startMs: number;
    readonly endMs: number;
    readonly removed?: readonly Keep[];
  };
  aspect: Aspect;
  /** What is not named is as the clip's render in this aspect, its show's brand or the defaults have it. */
  look?: Look;
  tighten?: Tighten;
  /** As wanted, and how the last render in this aspect was framed (`useFraming`); null for sound alone. */
  framing?: { readonly wanted: Framing; readonly framed: Framed | null } | null;
  /** Anything that changes when the words, the title or the brand do: the script is asked for again. */
  revision?: string | number;
  /** Speed, 1 is as spoken. */
  rate?: number;
  /** The position, in milliseconds of the episode: with every picture while it plays, and after each seek. */
  onTime?: (ms: number) => void;
  onPlaying?: (playing: boolean) => void;
  /** The browser cannot play the episode's file, or the captions cannot be drawn. */
  onFailure?: (what: 'source' | 'captions') => void;
  /** Whether the video will have cards that are not shown here. */
  onCards?: (has: boolean) => void;
  /** Letters that no font has; empty where all are drawn. */
  onMissing?: (letters: string) => void;
  /** For its size: it is as wide as its place, in the aspect's shape. */
  className?: string;
}

/**
 * A clip as it would be rendered now: the episode's own film in the clip's frame, or the still ground of its design,
 * with the script that the render burns in drawn by the same libass, and the brand's logo. It has no controls of its
 * own; play it by its ref.
 *
 * Other than in the render: a frame that follows a face goes from place to place instead of gliding, cuts have no
 * crossfade, and cards before and after are not shown (`onCards` tells of them).
 */
export function CaptionPreview(props: CaptionPreviewProps) {
  const { ref, label, sourceUrl, hasVideo, clip, aspect, look, tighten, framing, revision = 0, rate = 1 } = props;
  const { startMs, endMs, removed } = clip;
  const frame = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const film = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const moving = useRef<HTMLCanvasElement>(null);
  const player = useRef<SourcePlayer | null>(null);
  const layer = useRef<CaptionLayer | null>(null);
  const [playing, setPlaying] = useState(false);
  const size = useCanvasSize(frame, ASPECT_SIZES[aspect]);
  const { captions, failed } = useClipCaptions(clip.id, { aspect, look, tighten, startMs, endMs, removed }, revision);
  // Until the answer fits what is edited, what is edited is played.
  const fits = captions?.startMs === startMs && captions.endMs === endMs;
  const keeps = fits ? captions.keeps : keepsOf(clip, removed ?? []);

  const motion = captions?.motion ?? null;
  const loudness = useLoudness(props.episodeId, motion ? keeps : NOTHING);

  const paint = (ms: number) => {
    const context = moving.current?.getContext('2d');
    if (context && motion && loudness) {
      drawMotion(context, motion, loudness, toClipMs(keeps, ms), size.width / ASPECT_SIZES[aspect].width);
    }
    if (film.current && video.current && framing) {
      drawFilm(film.current, video.current, { framing: framing.wanted, framed: framing.framed }, ms - startMs);
    }
    void layer.current?.draw(toClipMs(keeps, ms));
  };
  const latest = useRef({ ...props, paint });
  useEffect(() => {
    latest.current = { ...props, paint };
  });

  useEffect(() => {
    if (!video.current || !overlay.current) return;
    const source = new SourcePlayer(video.current, (ms) => {
      latest.current.paint(ms);
      latest.current.onTime?.(ms);
    });
    const drawing = new CaptionLayer(overlay.current, () => latest.current.onFailure?.('captions'));
    player.current = source;
    layer.current = drawing;
    return () => {
      source.close();
      drawing.close();
      player.current = null;
      layer.current = null;
    };
  }, []);

  const played = JSON.stringify(keeps);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `played` says when the stretches are others
  useEffect(() => player.current?.setKeeps(keeps), [played]);
  useEffect(() => {
    if (captions) void layer.current?.show(captions);
  }, [captions]);
  const hasCards = captions?.hasCards ?? false;
  useEffect(() => latest.current.onCards?.(hasCards), [hasCards]);
  const missing = captions?.missing ?? '';
  useEffect(() => latest.current.onMissing?.(missing), [missing]);
  useEffect(() => {
    if (failed) latest.current.onFailure?.('captions');
  }, [failed]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is seen depends on these, wherever they are read
  useEffect(() => {
    if (player.current) latest.current.paint(player.current.currentMs);
  }, [size, played, framing, motion, loudness]);
  useEffect(() => {
    if (video.current) video.current.playbackRate = rate;
  }, [rate]);

  useImperativeHandle(
    ref,
    () => ({
      play: () => {
        player.current?.play().catch((error: unknown) => {
          // Pausing while it loads rejects with AbortError, which is what was asked for.
          if (error instanceof DOMException && error.name === 'AbortError') return;
          latest.current.onFailure?.('source');
        });
      },
      pause: () => player.current?.pause(),
      seek: (ms) => player.current?.seek(ms),
      get currentMs() {
        return player.current?.currentMs ?? startMs;
      },
      get playing() {
        return video.current !== null && !video.current.paused;
      },
    }),
    [startMs],
  );

  const told = (is: boolean) => {
    setPlaying(is);
    props.onPlaying?.(is);
  };
  const { width, height } = ASPECT_SIZES[aspect];
  return (
    <div
      ref={frame}
      role="img"
      aria-label={label}
      data-playing={playing}
      className={cn(
        'relative w-full overflow-hidden rounded-card',
        // Much like the ground that is being painted.
        motion ? 'bg-[linear-gradient(#2b201a,#141211)]' : 'bg-black',
        props.className,
      )}
      style={{ aspectRatio: `${width} / ${height}` }}
    >
      {/* biome-ignore lint/a11y/useMediaCaption: its captions are drawn over it */}
      <video
        ref={video}
        src={sourceUrl}
        preload="auto"
        playsInline
        className="pointer-events-none absolute inset-0 size-full opacity-0"
        onPlay={() => told(true)}
        onPause={() => told(false)}
        onError={() => props.onFailure?.('source')}
      />
      {captions?.groundUrl ? (
        // biome-ignore lint/performance/noImgElement: a picture of our own, shown as it is
        <img src={captions.groundUrl} alt="" className="absolute inset-0 size-full" />
      ) : null}
      {motion ? <canvas ref={moving} {...size} className="absolute inset-0 size-full" /> : null}
      {hasVideo && !captions?.groundUrl ? <canvas ref={film} {...size} className="absolute inset-0 size-full" /> : null}
      <canvas ref={overlay} {...size} data-testid="captions" className="absolute inset-0 size-full" />
      {captions?.logo ? <Logo logo={captions.logo} picture={captions} /> : null}
    </div>
  );
}

type Captions = NonNullable<ReturnType<typeof useClipCaptions>['captions']>;

function Logo({ logo, picture }: { logo: NonNullable<Captions['logo']>; picture: Captions }) {
  const [vertical, horizontal] = logo.corner.split('-');
  const percent = (value: number, of: number) => `${(100 * value) / of}%`;
  return (
    // biome-ignore lint/performance/noImgElement: a small file of our own, shown as it is
    <img
      src={logo.url}
      alt=""
      className="absolute object-contain"
      style={{
        left: percent(logo.x, picture.width),
        top: percent(logo.y, picture.height),
        width: percent(logo.width, picture.width),
        height: percent(logo.height, picture.height),
        objectPosition: `${horizontal} ${vertical}`,
      }}
    />
  );
}
