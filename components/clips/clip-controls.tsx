'use client';

import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView, FeedbackPut, RenderView } from '#lib/shared/api/clips.ts';
import type { ClipActions } from './clip-card.tsx';
import { ClipMenu, KeepButton } from './clip-menu.tsx';
import { DownloadMenu } from './download-menu.tsx';
import { Stars } from './stars.tsx';
import { Reason, Thumbs } from './thumbs.tsx';

interface ClipControlsProps {
  clip: ClipView;
  /** The one that a download saves. */
  render: RenderView | null;
  actions: ClipActions;
}

/** Rating, keeping, download and the rest, the same on the card and in the window. */
export function ClipControls({ clip, render, actions }: ClipControlsProps) {
  const onRate = (change: FeedbackPut) => actions.rate(clip, change);
  const t = useTexts();
  const { steer } = actions;
  return (
    <>
      <Stars
        label={t('clips.rating', { n: clip.rank })}
        value={clip.feedback.stars}
        onChange={(stars) => onRate({ stars })}
      />
      {/* One group: where there is no room beside the stars, all of them go to the next line together. */}
      <div className="ml-auto flex items-center">
        <Thumbs feedback={clip.feedback} onChange={onRate} />
        <KeepButton clip={clip} onChange={(patch) => void actions.change(clip, patch)} />
        {render ? <DownloadMenu clipId={clip.id} render={render} title={clip.title} /> : null}
        <ClipMenu
          clip={clip}
          onSteer={steer && ((direction) => steer(clip, direction))}
          onCompare={actions.compare ? () => actions.compare?.(clip) : null}
          onRemove={() => actions.remove(clip)}
        />
      </div>
      <div className="flex min-w-0 basis-full justify-end empty:hidden">
        <Reason feedback={clip.feedback} onChange={onRate} />
      </div>
    </>
  );
}
