'use client';

import { usePathname, useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import useSWR from 'swr';
import { Dialog } from '#components/ui/dialog.tsx';
import { api } from '#lib/client/api.ts';
import { episodeCalls } from '#lib/client/episode-calls.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { urls } from '#lib/client/urls.ts';
import { keyNames } from './keys.ts';
import { type Command, findCommands } from './palette-commands.ts';
import type { ShortcutBook } from './shortcut-book.ts';

interface PaletteProps {
  open: boolean;
  onClose: () => void;
  onHelp: () => void;
  book: ShortcutBook;
}

/** Goes to any page, episode or clip and does what keys do, by writing a part of its name. */
export function Palette(props: PaletteProps) {
  const t = useTexts();
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      open={props.open}
      onOpenChange={(next) => {
        if (!next) props.onClose();
      }}
      title={t('keyboard.paletteTitle')}
      hideTitle
      initialFocus={input}
      className="max-w-[560px] self-start overflow-hidden p-0 sm:mt-[10dvh]"
    >
      {props.open ? <PaletteBody {...props} input={input} /> : null}
    </Dialog>
  );
}

function PaletteBody({
  onClose,
  onHelp,
  book,
  input,
}: PaletteProps & { input: React.RefObject<HTMLInputElement | null> }) {
  const t = useTexts();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const commands = useCommands(book, onHelp);
  const found = useMemo(() => findCommands(commands, query), [commands, query]);
  const current = Math.min(at, Math.max(0, found.length - 1));
  useEffect(() => {
    list.current?.querySelector(`[data-option="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    // The window gives the focus back first.
    setTimeout(() => command.run(), 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((current + step + found.length) % found.length);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(found[current]);
    }
  };
  return (
    <>
      <input
        ref={input}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${current}` : undefined}
        aria-label={t('keyboard.paletteTitle')}
        autoComplete="off"
        placeholder={t('keyboard.palettePlaceholder')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        className="h-13 w-full border-b bg-transparent pr-14 pl-4 text-16 outline-none placeholder:text-muted"
      />
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={t('keyboard.paletteTitle')}
        className="max-h-[min(50dvh,420px)] overflow-y-auto p-1.5"
      >
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the option.
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys.
          <div
            key={command.id}
            id={`${id}-${index}`}
            data-option={index}
            role="option"
            aria-selected={index === current}
            onClick={() => run(command)}
            onPointerMove={() => setAt(index)}
            className="flex min-h-9 cursor-pointer items-center gap-3 rounded-small px-2.5 aria-selected:bg-stage"
          >
            <span className="w-16 shrink-0 text-12 text-muted">{command.group}</span>
            <span className="min-w-0 flex-1 truncate">{command.name}</span>
            {command.keys ? (
              <span aria-hidden="true" className="shrink-0 font-mono text-12 text-muted">
                {keyNames(command.keys).join(' ')}
              </span>
            ) : null}
          </div>
        ))}
      </div>
      {found.length === 0 ? (
        <p role="status" className="px-4 pb-4 text-muted">
          {t('keyboard.paletteNone')}
        </p>
      ) : null}
    </>
  );
}

/** Everything that can be gone to or done from here. */
function useCommands(book: ShortcutBook, onHelp: () => void): Command[] {
  const t = useTexts();
  const router = useRouter();
  const episodeId = /^\/episodes\/([^/]+)/.exec(usePathname())?.[1] ?? null;
  const episodes = useSWR('palette/episodes', () => api.episodes(), { revalidateOnFocus: false }).data?.episodes ?? [];
  const clips = useSWR(episodeId && urls.clips(episodeId), () => episodeCalls.clips(episodeId ?? '')).data?.clips ?? [];
  const go = (group: string, path: string, name: string): Command => ({
    id: path,
    group,
    name,
    run: () => router.push(path),
  });
  return [
    ...book
      .all()
      .filter(({ command }) => command)
      .map(({ label, keys, run }) => ({
        ...{ id: `do-${label}`, group: t('keyboard.actions'), name: label, keys: keys[0] },
        run: () => run(keys[0] ?? ''),
      })),
    go(t('keyboard.pages'), '/', t('keyboard.pageEpisodes')),
    go(t('keyboard.pages'), '/queue', t('keyboard.pageQueue')),
    go(t('keyboard.pages'), '/settings', t('keyboard.pageSettings')),
    { id: 'help', group: t('keyboard.pages'), name: t('keyboard.help'), keys: '?', run: onHelp },
    ...clips.map(({ id, rank, title }) =>
      go(t('keyboard.clips'), `/episodes/${episodeId}/clips/${id}`, t('keyboard.editClip', { n: rank, title })),
    ),
    ...episodes.map(({ id, title }) => go(t('keyboard.episodes'), `/episodes/${id}`, title)),
  ];
}
