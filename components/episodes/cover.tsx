'use client';

import { useEffect, useRef, useState } from 'react';
import { Waveform } from '#components/ui/waveform.tsx';
import type { EpisodeSummary } from '#lib/shared/api/episodes.ts';
import { formatTimecode } from '#lib/shared/time.ts';

const BARS = 56;
/** A pointer that only passes by starts nothing. */
const HOVER_MS = 350;

/** The face of an episode: its artwork or its own waveform with the clips lit. Hovering plays the best clip without sound. */
export function Cover({ episode, hovered }: { episode: EpisodeSummary; hovered: boolean }) {
  const { durationMs, peaks, clipRanges, artworkUrl } = episode;
  const preview = usePreview(episode, hovered);
  const lit = durationMs
    ? clipRanges.map((range) => ({ from: range.startMs / durationMs, to: range.endMs / durationMs }))
    : [];
  return (
    <div className="relative flex h-[132px] items-center gap-4 overflow-hidden rounded-t-[9px] border-b bg-stage px-[18px]">
      {artworkUrl ? (
        // biome-ignore lint/performance/noImgElement: a local file of unknown size, shown small.
        <img src={artworkUrl} alt="" loading="lazy" className="size-[84px] shrink-0 rounded-small object-cover" />
      ) : null}
      <Waveform peaks={peaks} bars={artworkUrl ? BARS / 2 : BARS} lit={lit} className="h-[76px] min-w-0 flex-1" />
      {preview ? (
        <video
          src={preview}
          autoPlay
          muted
          loop
          playsInline
          aria-hidden="true"
          tabIndex={-1}
          className="absolute inset-0 size-full animate-rise bg-stage object-contain"
        />
      ) : null}
      {durationMs !== null ? (
        <span className="timecode absolute right-2.5 bottom-2 rounded-small bg-card px-1.5">
          {formatTimecode(durationMs)}
        </span>
      ) : null}
    </div>
  );
}

/** Address of the best clip's video while the card is hovered; null without one, or where motion is not wanted. */
function usePreview(episode: EpisodeSummary, hovered: boolean): string | null {
  const [url, setUrl] = useState<string | null>(null);
  const known = useRef<string | null>(null);
  useEffect(() => {
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!hovered || calm || episode.clipCount === 0) {
      setUrl(null);
      return;
    }
    let left = false;
    const timer = setTimeout(async () => {
      known.current ??= await findVideo(episode.id);
      if (!left) setUrl(known.current);
    }, HOVER_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [hovered, episode.id, episode.clipCount]);
  return url;
}

/** What knows clips is fetched with the first preview: most visits have none. */
async function findVideo(episodeId: string): Promise<string | null> {
  try {
    const { bestVideo } = await import('./best-video.ts');
    return await bestVideo(episodeId);
  } catch (error) {
    // A preview is a nicety: without an answer the waveform stays.
    console.debug('no preview', error);
    return null;
  }
}
