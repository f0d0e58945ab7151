import { type RefObject, useEffect, useState } from 'react';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How many pixels a canvas needs in its place on this screen: never more than the picture itself has. */
export function useCanvasSize(element: RefObject<HTMLElement | null>, picture: Size): Size {
  const [shown, setShown] = useState(0);
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setShown(Math.round(entry.contentRect.width * devicePixelRatio));
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  const width = Math.min(picture.width, Math.max(2, shown || picture.width / 4));
  return { width: Math.round(width), height: Math.round((width * picture.height) / picture.width) };
}
