'use client';

import { Search, X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { Input, Select } from '#components/ui/field.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { episodeFilterSchema, episodeSortSchema } from '#lib/shared/api/episode-list.ts';
import type { ListState } from './use-list-state.ts';

interface ListControlsProps {
  list: ListState;
  shows: readonly { id: string; name: string }[];
  onChange: (change: Partial<ListState>) => void;
}

/** Search, filters and order of the list. */
export function ListControls({ list, shows, onChange }: ListControlsProps) {
  const t = useTexts();
  return (
    <search aria-label={t('home.title')} className="mb-4 flex flex-wrap items-center gap-2">
      <SearchField q={list.q} onChange={(q) => onChange({ q })} />
      <Choice
        label={t('home.state')}
        value={list.state}
        onChange={(value) => onChange({ state: episodeFilterSchema.parse(value) })}
      >
        <option value="resting">{t('home.stateAll')}</option>
        <option value="ready">{t('home.stateReady')}</option>
        <option value="failed">{t('home.stateFailed')}</option>
        <option value="canceled">{t('home.stateCanceled')}</option>
      </Choice>
      {shows.length > 0 ? (
        <Choice label={t('home.show')} value={list.show} onChange={(show) => onChange({ show })}>
          <option value="">{t('home.showAll')}</option>
          {shows.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value="none">{t('home.showNone')}</option>
        </Choice>
      ) : null}
      <Choice
        label={t('home.sort')}
        value={list.sort}
        onChange={(value) => onChange({ sort: episodeSortSchema.parse(value) })}
      >
        <option value="newest">{t('home.sortNewest')}</option>
        <option value="longest">{t('home.sortLongest')}</option>
        <option value="title">{t('home.sortTitle')}</option>
        {shows.length > 0 ? <option value="show">{t('home.sortShow')}</option> : null}
      </Choice>
    </search>
  );
}

const TYPING_MS = 250;

function SearchField({ q, onChange }: { q: string; onChange: (q: string) => void }) {
  const t = useTexts();
  const [typed, setTyped] = useState(q);
  // What comes back is mostly what was typed here, a little late; only what comes from elsewhere takes its place.
  const [told, setTold] = useState(q);
  const [seen, setSeen] = useState(q);
  if (q !== seen) {
    setSeen(q);
    if (q !== told) setTyped(q);
  }
  const field = useRef<HTMLInputElement>(null);
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  });
  useEffect(() => {
    if (typed.trim() === q) return;
    const timer = setTimeout(() => {
      setTold(typed.trim());
      tell.current(typed.trim());
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, q]);
  return (
    <div className="relative min-w-0 flex-1 basis-64 max-sm:basis-full">
      <Search aria-hidden="true" className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" />
      <Input
        ref={field}
        type="search"
        enterKeyHint="search"
        aria-label={t('home.search')}
        placeholder={t('home.searchHint')}
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped('');
        }}
        className="px-9 [&::-webkit-search-cancel-button]:hidden"
      />
      {typed === '' ? null : (
        <IconButton
          label={t('home.clear')}
          className="absolute top-1 right-1 size-7"
          onClick={() => {
            setTyped('');
            field.current?.focus();
          }}
        >
          <X aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <Select
      id={id}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="w-auto min-w-0 max-w-56 max-sm:max-w-none max-sm:flex-1 max-sm:basis-28"
    >
      {children}
    </Select>
  );
}
