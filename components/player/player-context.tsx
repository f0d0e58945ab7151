'use client';

import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { AudioPlayer, type PlayerState } from './audio-player.ts';

const PlayerContext = createContext<AudioPlayer | null>(null);

/** One player for everything under it; `src` null while there is nothing to play. */
export function PlayerProvider({ src, children }: { src: string | null; children: ReactNode }) {
  const [player] = useState(() => new AudioPlayer());
  const element = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    if (src && element.current) return player.attach(element.current);
  }, [player, src]);
  return (
    <PlayerContext value={player}>
      {children}
      {/* biome-ignore lint/a11y/useMediaCaption: the transcript beside it is its text, word by word. */}
      {src ? <audio ref={element} src={src} preload="metadata" className="hidden" /> : null}
    </PlayerContext>
  );
}

/** The player of the page. */
export function usePlayer(): AudioPlayer {
  const player = useContext(PlayerContext);
  if (!player) throw new Error('usePlayer needs a PlayerProvider above it');
  return player;
}

/** Renders again when playing starts, stops or fails; not with the position. */
export function usePlayerState(): PlayerState {
  const player = usePlayer();
  return useSyncExternalStore(player.subscribe, player.getSnapshot, player.getSnapshot);
}

/** Calls `listener` with the position in milliseconds, at the pace of the screen while playing. */
export function usePlayerTime(listener: (positionMs: number) => void): void {
  const player = usePlayer();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => player.onTime((position) => latest.current(position)), [player]);
}
