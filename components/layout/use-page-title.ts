'use client';

import { useEffect } from 'react';
import { useTexts } from '#lib/client/texts.tsx';
import { formatPercent } from '#lib/shared/texts/formats.ts';

/** Title of the browser's tab: "35 % Panel about pricing, PodPromo". */
export function usePageTitle(title: string | null, percent: number | null = null): void {
  const t = useTexts();
  const shown = percent === null ? null : Math.floor(percent);
  useEffect(() => {
    if (title === null) return;
    const titled = t('common.titled', { title });
    document.title = shown === null ? titled : `${formatPercent(t, shown)} ${titled}`;
  }, [t, title, shown]);
}
