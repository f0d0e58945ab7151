'use client';

import { useEffect } from 'react';

/** Title of the browser's tab: "35 % Panel about pricing, PodPromo". */
export function usePageTitle(title: string | null, percent: number | null = null): void {
  const shown = percent === null ? null : Math.floor(percent);
  useEffect(() => {
    if (title === null) return;
    document.title = `${shown === null ? '' : `${shown} % `}${title}, PodPromo`;
  }, [title, shown]);
}
