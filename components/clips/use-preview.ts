'use client';

import { useEffect, useRef, useState } from 'react';

/** A pointer or a focus that only passes by starts nothing. */
const WAIT_MS = 300;

/** Ends the preview that plays now: there is one at a time on the page. */
let endCurrent: (() => void) | null = null;

interface Preview {
  /** True while the clip is to be played, without sound. */
  playing: boolean;
  /** Give these to what is pointed at or focused. */
  handlers: {
    onPointerEnter: (event: React.PointerEvent) => void;
    onPointerLeave: () => void;
    onFocus: (event: React.FocusEvent) => void;
    onBlur: () => void;
  };
}

/** Plays a clip while it is pointed at with a mouse or focused from the keyboard; never where motion is not wanted. */
export function usePreview(): Preview {
  const [playing, setPlaying] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const end = useRef(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    setPlaying(false);
  });
  useEffect(() => {
    const stop = end.current;
    return () => {
      stop();
      if (endCurrent === stop) endCurrent = null;
    };
  }, []);
  const start = () => {
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    end.current();
    timer.current = setTimeout(() => {
      if (endCurrent !== end.current) endCurrent?.();
      endCurrent = end.current;
      setPlaying(true);
    }, WAIT_MS);
  };
  return {
    playing,
    handlers: {
      onPointerEnter: (event) => {
        if (event.pointerType === 'mouse') start();
      },
      onPointerLeave: () => end.current(),
      onFocus: (event) => {
        if (event.currentTarget.matches(':focus-visible')) start();
      },
      onBlur: () => end.current(),
    },
  };
}
