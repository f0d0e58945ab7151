'use client';

import type { ReactNode } from 'react';
import { count } from '#components/texts.ts';
import { Card } from '#components/ui/card.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import type { Note } from '#lib/shared/transcript.ts';
import { type ClipActions, ClipCard } from './clip-card.tsx';

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

/** The suggestions, best first. */
export function ClipList({ clips, activeId, actions, notes, emptyText, tools }: ClipListProps) {
  if (!clips) return <ClipListSkeleton />;
  return (
    <div className="p-4">
      <div className="mb-3 flex min-h-6 items-baseline gap-2">
        <h2 className="font-semibold">{clips.length === 0 ? 'Clips' : count(clips.length, 'clip')}</h2>
        {clips.length > 1 ? (
          <span className="text-muted">
            {clips.some(({ kept, origin }) => kept || origin === 'manual') ? 'yours, and the best first' : 'best first'}
          </span>
        ) : null}
      </div>
      {tools}
      {clips.length === 0 && notes.length === 0 ? <p className="max-w-[52ch] text-muted">{emptyText}</p> : null}
      {notes.map((note) => (
        <p key={note.code} className="mb-3 max-w-[60ch] text-13 text-muted">
          {note.text}
        </p>
      ))}
      <ol className="grid gap-3">
        {clips.map((clip) => (
          <li key={clip.id} className="min-w-0 [contain-intrinsic-size:auto_196px] [content-visibility:auto]">
            <ClipCard clip={clip} active={clip.id === activeId} actions={actions} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function ClipListSkeleton() {
  return (
    <div role="status" aria-label="Loading the clips" className="p-4">
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
