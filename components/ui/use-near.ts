import { type RefObject, useEffect, useState } from 'react';

/** A screen or so: what comes into view is ready by then. */
const MARGIN = '800px 0px';

interface Shared {
  readonly observer: IntersectionObserver;
  readonly heard: Map<Element, (near: boolean) => void>;
}

/** One for all: hundreds of observers are felt while scrolling. */
let shared: Shared | null = null;

function observe(element: Element, hear: (near: boolean) => void): () => void {
  shared ??= createShared();
  const { observer, heard } = shared;
  heard.set(element, hear);
  observer.observe(element);
  return () => {
    heard.delete(element);
    observer.unobserve(element);
  };
}

function createShared(): Shared {
  const heard = new Map<Element, (near: boolean) => void>();
  // The first counts for the page, the second for panes that scroll inside of it.
  const options: IntersectionObserverInit & { scrollMargin: string } = { rootMargin: MARGIN, scrollMargin: MARGIN };
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) heard.get(target)?.(isIntersecting);
  }, options);
  return { observer, heard };
}

/** True while the element is on the screen or about a page away from it. */
export function useNear(target: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => (target.current ? observe(target.current, setNear) : undefined), [target]);
  return near;
}

/** True from the first time that the element was near. */
export function useSeen(target: RefObject<HTMLElement | null>): boolean {
  const near = useNear(target);
  const [seen, setSeen] = useState(false);
  if (near && !seen) setSeen(true);
  return seen;
}
