'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type EpisodeFilter, type EpisodeSort, episodeQuerySchema } from '#lib/shared/api/episode-list.ts';

/** How many cards come at once. */
export const PAGE = 48;

/** What is looked for in the list; all of it stands in the address, so that going back finds it again. */
export interface ListState {
  readonly q: string;
  readonly state: EpisodeFilter;
  /** Id of a show, `none`, or empty for all. */
  readonly show: string;
  readonly sort: EpisodeSort;
  readonly limit: number;
}

const START: ListState = { q: '', state: 'resting', show: '', sort: 'newest', limit: PAGE };
const NAMES = ['q', 'state', 'show', 'sort', 'limit'] as const;

/** The list's question, and a way to change it. A change of what is looked for begins at the first card again. */
export function useListState(): [ListState, (change: Partial<ListState>) => void] {
  const search = useSearchParams();
  const state = useMemo(() => readState(search), [search]);
  const change = useCallback(
    (patch: Partial<ListState>) => {
      const next = new URLSearchParams();
      const wanted = { ...state, limit: PAGE, ...patch };
      for (const name of NAMES) if (wanted[name] !== START[name]) next.set(name, String(wanted[name]));
      // Typing is no journey: it leaves no steps to go back through.
      window.history.replaceState(null, '', next.size === 0 ? '/' : `/?${next}`);
    },
    [state],
  );
  return [state, change];
}

/** True where something is left out of the list. */
export function isNarrowed({ q, state, show }: ListState): boolean {
  return q !== '' || state !== START.state || show !== '';
}

/** Everything again; the order stays. */
export const EVERYTHING = { q: '', state: START.state, show: '' } as const;

function readState(search: URLSearchParams): ListState {
  const parsed = episodeQuerySchema.safeParse(Object.fromEntries(search));
  const given = Object.entries(parsed.data ?? {}).filter(([, value]) => value !== undefined);
  return { ...START, ...Object.fromEntries(given) };
}
