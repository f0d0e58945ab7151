'use client';

import { ChevronLeft, ChevronRight, Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { type ClipMark, toWaveMarks } from './clip-mark.ts';
import { DetailWaveform } from './detail-waveform.tsx';
import { usePlayer, usePlayerTime } from './player-context.tsx';
import { WaveLane } from './wave-lane.tsx';
import { WaveOverview } from './wave-overview.tsx';
import { CLOSEST_MS, follow, panBy, type WaveView, ZOOM_STEP, zoomBy } from './wave-view.ts';

export type { ClipMark } from './clip-mark.ts';

interface EpisodeWaveformProps {
  episodeId: string;
  peaks: readonly number[];
  durationMs: number;
  clips: readonly ClipMark[];
  /** The clip that is looked at, drawn on a lit ground. */
  activeId: string | null;
}

/**
 * The whole episode: its loudness, the clips as lit ranges with their rank, the position; a slider for the keyboard.
 * Zoomed in, a part of it stands below, close up. From the keyboard: + and - zoom around the position, 0 shows the
 * whole, Shift with an arrow moves the part.
 */
export function EpisodeWaveform({ episodeId, peaks, durationMs, clips, activeId }: EpisodeWaveformProps) {
  const t = useTexts();
  const player = usePlayer();
  const [view, setView] = useState<WaveView | null>(null);
  const marks = useMemo(() => toWaveMarks(clips, activeId), [clips, activeId]);
  const playhead = useCallback((hear: (ms: number) => void) => player.onTime(hear), [player]);
  const detail = useRef<HTMLDivElement>(null);
  usePlayerTime((position) => {
    if (!view) return;
    const next = follow(view, position, durationMs);
    if (next !== view) setView(next);
  });
  const zoom = (factor: number, aroundMs = player.positionMs) => setView(zoomBy(view, factor, aroundMs, durationMs));
  const pan = (widths: number) => setView(view && panBy(view, widths, durationMs));
  useWheel(detail, view !== null, {
    zoom: (factor, share) =>
      setView(view && zoomBy(view, factor, view.fromMs + share * (view.toMs - view.fromMs), durationMs)),
    pan,
  });
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === '+' || event.key === '=') zoom(ZOOM_STEP);
    else if (event.key === '-') zoom(1 / ZOOM_STEP);
    else if (event.key === '0') setView(null);
    else if (event.shiftKey && event.key === 'ArrowLeft') pan(-0.5);
    else if (event.shiftKey && event.key === 'ArrowRight') pan(0.5);
    else return false;
    return true;
  };
  const closest = view !== null && view.toMs - view.fromMs <= CLOSEST_MS;
  const lane = { durationMs, clips, onKey };
  return (
    <div className="grid gap-2">
      <Row
        tools={
          <>
            <SmallButton
              label={t('wave.closer')}
              disabled={closest || durationMs <= CLOSEST_MS}
              onClick={() => zoom(ZOOM_STEP)}
            >
              <ZoomIn aria-hidden="true" />
            </SmallButton>
            <SmallButton label={t('wave.farther')} disabled={view === null} onClick={() => zoom(1 / ZOOM_STEP)}>
              <ZoomOut aria-hidden="true" />
            </SmallButton>
          </>
        }
      >
        <WaveLane {...lane} label={t('wave.whole')} fromMs={0} toMs={durationMs} stepMs={5000} className="h-[84px]">
          <WaveOverview
            peaks={peaks}
            durationMs={durationMs}
            clips={clips}
            marks={marks}
            activeId={activeId}
            view={view}
          />
        </WaveLane>
      </Row>
      {view ? (
        <Row
          tools={
            <>
              <SmallButton label={t('wave.earlier')} disabled={view.fromMs <= 0} onClick={() => pan(-0.5)}>
                <ChevronLeft aria-hidden="true" />
              </SmallButton>
              <SmallButton label={t('wave.later')} disabled={view.toMs >= durationMs} onClick={() => pan(0.5)}>
                <ChevronRight aria-hidden="true" />
              </SmallButton>
              <SmallButton label={t('wave.showWhole')} onClick={() => setView(null)}>
                <Maximize2 aria-hidden="true" />
              </SmallButton>
            </>
          }
        >
          <WaveLane
            {...lane}
            {...view}
            lane={detail}
            label={t('wave.part')}
            stepMs={1000}
            className="animate-rise border bg-card"
          >
            <DetailWaveform episodeId={episodeId} {...view} marks={marks} playhead={playhead} />
          </WaveLane>
        </Row>
      ) : null}
    </div>
  );
}

function Row({ children, tools }: { children: ReactNode; tools: ReactNode }) {
  return (
    <div className="flex items-center gap-2">
      {children}
      <div className="grid w-15 shrink-0 grid-cols-2 gap-0.5">{tools}</div>
    </div>
  );
}

function SmallButton(props: { label: string; disabled?: boolean; onClick: () => void; children: ReactNode }) {
  return <IconButton {...props} className="size-7 [&_svg]:size-4" />;
}

interface WheelMoves {
  zoom: (factor: number, share: number) => void;
  pan: (widths: number) => void;
}

/** Ctrl and the wheel (or two fingers apart) zoom, sideways moves. React's own listener could not keep the page still. */
function useWheel(lane: React.RefObject<HTMLElement | null>, shown: boolean, moves: WheelMoves): void {
  const latest = useRef(moves);
  useEffect(() => {
    latest.current = moves;
  });
  useEffect(() => {
    const element = lane.current;
    if (!element || !shown) return;
    const listen = (event: WheelEvent) => {
      const box = element.getBoundingClientRect();
      if (event.ctrlKey) latest.current.zoom(2 ** (-event.deltaY / 240), (event.clientX - box.left) / box.width);
      else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) latest.current.pan(event.deltaX / box.width);
      else return;
      event.preventDefault();
    };
    element.addEventListener('wheel', listen, { passive: false });
    return () => element.removeEventListener('wheel', listen);
  }, [lane, shown]);
}
