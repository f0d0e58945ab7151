'use client';

import { Bookmark, Columns2, Ellipsis, ThumbsDown, ThumbsUp, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import type { ClipPatch } from '#lib/shared/clip-requests.ts';

interface KeepProps {
  clip: ClipView;
  onChange: (patch: ClipPatch) => void;
}

/** Keeps a clip in its place, whatever is looked for later. */
export function KeepButton({ clip, onChange }: KeepProps) {
  const t = useTexts();
  return (
    <IconButton
      label={t('clips.keepName', { n: clip.rank })}
      aria-pressed={clip.kept}
      onClick={() => onChange({ kept: !clip.kept })}
      className="size-8"
    >
      <Bookmark aria-hidden="true" className={cn(clip.kept && 'fill-lit')} />
    </IconButton>
  );
}

interface ClipMenuProps {
  clip: ClipView;
  /** Null while the episode is worked on. */
  onSteer: ((direction: 'more' | 'less') => void) | null;
  /** Null where there is no other clip beside it. */
  onCompare: (() => void) | null;
  onRemove: () => void;
}

/** What else can be done with a clip. */
export function ClipMenu({ clip, onSteer, onCompare, onRemove }: ClipMenuProps) {
  const t = useTexts();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Menu
        width={220}
        trigger={
          <IconButton label={t('clips.moreFor', { n: clip.rank })} className="size-8">
            <Ellipsis aria-hidden="true" />
          </IconButton>
        }
      >
        {onSteer ? (
          <>
            <MenuItem onClick={() => onSteer('more')}>
              <ThumbsUp aria-hidden="true" />
              {t('clips.findMore')}
            </MenuItem>
            <MenuItem onClick={() => onSteer('less')}>
              <ThumbsDown aria-hidden="true" />
              {t('clips.findLess')}
            </MenuItem>
          </>
        ) : null}
        {onCompare ? (
          <MenuItem onClick={onCompare}>
            <Columns2 aria-hidden="true" />
            {t('rating.compare')}
          </MenuItem>
        ) : null}
        <MenuItem danger onClick={() => setAsked(true)}>
          <Trash2 aria-hidden="true" />
          {t('clips.removeThis')}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={asked}
        onOpenChange={setAsked}
        title={t('clips.removeAsk')}
        description={t('clips.removeText', { title: clip.title })}
        confirm={t('clips.removeIt')}
        cancel={t('clips.keepIt')}
        onConfirm={() => {
          setAsked(false);
          onRemove();
        }}
      />
    </>
  );
}
