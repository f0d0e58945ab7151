'use client';

import { Bookmark } from 'lucide-react';
import { memo } from 'react';
import { cn } from '#components/ui/cn.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import { heardMs } from '#lib/shared/clip-edit.ts';
import { formatSpan } from '#lib/shared/texts/formats.ts';
import { formatTimecode } from '#lib/shared/time.ts';
import type { ClipActions } from './clip-card.tsx';
import { currentRender } from './current-render.ts';
import { Poster } from './poster.tsx';

/** A clip in the grid: its picture and its title; all else is a click away. */
export const ClipTile = memo(function ClipTile(props: { clip: ClipView; active: boolean; actions: ClipActions }) {
  const { clip, active, actions } = props;
  const t = useTexts();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form.
    <div
      role="group"
      aria-label={t('clips.named', { n: clip.rank, title: clip.title })}
      data-clip={clip.id}
      onFocusCapture={() => actions.select(clip)}
      onClickCapture={() => actions.select(clip)}
      className={cn(
        'rounded-card border p-1.5 transition-[border-color] duration-150 ease-out',
        active ? 'border-accent' : 'border-transparent',
      )}
    >
      <Poster render={currentRender(clip)} rank={clip.rank} title={clip.title} onOpen={() => actions.open(clip)} />
      <h3 className="mt-1.5 line-clamp-2 font-semibold text-13 leading-[1.35]" title={clip.title}>
        {clip.title}
      </h3>
      <p className="mt-0.5 flex items-center gap-1.5">
        <button
          type="button"
          onClick={() => actions.listen(clip)}
          title={t('clipList.hear')}
          className="timecode min-h-6 rounded-small text-left text-muted hover:text-text hover:underline"
        >
          <span className="sr-only">{t('clipList.hear')}: </span>
          {formatTimecode(clip.startMs)}, {formatSpan(t, heardMs(clip))}
        </button>
        {clip.kept ? (
          <Bookmark role="img" aria-label={t('clipList.kept')} className="size-3.5 fill-lit text-accent" />
        ) : null}
      </p>
    </div>
  );
});
