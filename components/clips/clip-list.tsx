'use client';

import { LayoutGrid, List } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { fetched, useFetched } from '#components/ui/fetched.ts';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import { saidIn } from '#lib/shared/texts/said.ts';
import type { Note } from '#lib/shared/transcript.ts';
import { type ClipActions, ClipCard } from './clip-card.tsx';
import { ClipTile } from './clip-tile.tsx';
import { LearnedLine } from './learned-line.tsx';
import { useClipKeys } from './use-clip-keys.ts';

/** Fetched when two clips are compared for the first time. */
const compareDialog = fetched(async () => (await import('./compare-dialog.tsx')).CompareDialog);

interface ClipListProps {
  /** Undefined while they load. */
  clips: readonly ClipView[] | undefined;
  activeId: string | null;
  actions: ClipActions;
  /** Why there are none, or fewer than wanted. */
  notes: readonly Note[];
  /** Said where there are none and no note tells why. */
  emptyText: string;
  /** Stands above the list, e.g. the search for others. */
  tools?: ReactNode;
}

/** The suggestions, best first, as a list or a grid. */
export function ClipList({ clips, activeId, actions: given, notes, emptyText, tools }: ClipListProps) {
  const t = useTexts();
  const [shape, setShape] = useState<Shape>('list');
  const [compared, setCompared] = useState<string | null>(null);
  const CompareDialog = useFetched(compareDialog, compared !== null);
  const many = (clips?.length ?? 0) > 1;
  const actions = useMemo(
    () => (many ? { ...given, compare: ({ id }: ClipView) => setCompared(id) } : given),
    [given, many],
  );
  useClipKeys(clips, activeId, actions);
  if (!clips) return <ClipListSkeleton />;
  return (
    <div className="p-4">
      <div className="mb-3 flex min-h-8 items-center gap-2">
        <h2 className="font-semibold">
          {clips.length === 0 ? t('clips.none') : t('clips.count', { n: clips.length })}
        </h2>
        {clips.length > 1 ? (
          <span className="text-muted">
            {t(clips.some(({ kept, origin }) => kept || origin === 'manual') ? 'clips.yoursFirst' : 'clips.bestFirst')}
          </span>
        ) : null}
        {clips.length > 1 ? <ShapeSwitch shape={shape} onChange={setShape} /> : null}
      </div>
      {tools}
      {clips.length === 0 && notes.length === 0 ? <p className="max-w-[52ch] text-muted">{emptyText}</p> : null}
      {notes.map((note) => (
        <p key={note.code} className="mb-3 max-w-[60ch] text-13 text-muted">
          {saidIn(t, note.text)}
        </p>
      ))}
      <LearnedLine clips={clips} />
      <ol
        className={
          shape === 'list' ? 'grid gap-3' : '-mx-1.5 grid grid-cols-[repeat(auto-fill,minmax(128px,1fr))] gap-1'
        }
      >
        {clips.map((clip) => (
          <li key={clip.id} className={shape === 'list' ? inList : inGrid}>
            {shape === 'list' ? (
              <ClipCard clip={clip} active={clip.id === activeId} actions={actions} />
            ) : (
              <ClipTile clip={clip} active={clip.id === activeId} actions={actions} />
            )}
          </li>
        ))}
      </ol>
      {CompareDialog ? (
        <CompareDialog
          clip={clips.find(({ id }) => id === compared) ?? null}
          clips={clips}
          onRate={actions.rate}
          onClose={() => setCompared(null)}
        />
      ) : null}
    </div>
  );
}

// What is far from the screen costs nothing, and keeps its place for the browser's own search and for Tab.
const inList = 'min-w-0 [contain-intrinsic-size:auto_196px] [content-visibility:auto]';
const inGrid = 'min-w-0 [contain-intrinsic-size:auto_296px] [content-visibility:auto]';

type Shape = 'list' | 'grid';

function ShapeSwitch({ shape, onChange }: { shape: Shape; onChange: (shape: Shape) => void }) {
  const t = useTexts();
  return (
    <fieldset className="ml-auto flex gap-0.5">
      <legend className="sr-only">{t('clipList.shape')}</legend>
      <IconButton
        label={t('clipList.list')}
        aria-pressed={shape === 'list'}
        onClick={() => onChange('list')}
        className="size-8"
      >
        <List aria-hidden="true" />
      </IconButton>
      <IconButton
        label={t('clipList.grid')}
        aria-pressed={shape === 'grid'}
        onClick={() => onChange('grid')}
        className="size-8"
      >
        <LayoutGrid aria-hidden="true" />
      </IconButton>
    </fieldset>
  );
}

function ClipListSkeleton() {
  const t = useTexts();
  return (
    <div role="status" aria-label={t('clips.loading')} className="p-4">
      <Skeleton className="mb-4 h-5 w-24" />
      <div className="grid gap-3">
        {[1, 2, 3].map((place) => (
          <Card key={place} className="grid grid-cols-[92px_minmax(0,1fr)] gap-3.5 p-3">
            <Skeleton className="aspect-[9/16] rounded-control" />
            <div className="grid content-start gap-2.5 pt-1">
              <Skeleton className="h-4 w-11/12" />
              <Skeleton className="h-4 w-2/3" />
              <Skeleton className="h-3 w-1/2" />
              <Skeleton className="mt-2 h-6 w-3/4 rounded-full" />
            </div>
          </Card>
        ))}
      </div>
    </div>
  );
}
