'use client';

import type { ClipView, FeedbackPut, RenderView } from '#lib/shared/api.ts';
import { DownloadMenu } from './download-menu.tsx';
import { Stars } from './stars.tsx';
import { Reason, Thumbs } from './thumbs.tsx';

interface ClipControlsProps {
  clip: ClipView;
  /** The one that a download saves. */
  render: RenderView | null;
  onRate: (change: FeedbackPut) => void;
}

/** Rating and download, the same on the card and in the window. */
export function ClipControls({ clip, render, onRate }: ClipControlsProps) {
  return (
    <>
      <Stars
        label={`Your rating of clip ${clip.rank}`}
        value={clip.feedback.stars}
        onChange={(stars) => onRate({ stars })}
      />
      <span className="flex-1" />
      <Thumbs feedback={clip.feedback} onChange={onRate} />
      {render ? <DownloadMenu render={render} title={clip.title} /> : null}
      <div className="flex min-w-0 basis-full justify-end empty:hidden">
        <Reason feedback={clip.feedback} onChange={onRate} />
      </div>
    </>
  );
}
