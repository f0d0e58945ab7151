'use client';

import { useState } from 'react';
import { attempt } from '#components/layout/attempt.ts';
import { toast } from '#components/layout/toasts.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { revalidateEpisode } from '#lib/client/hooks.ts';
import { storageCalls } from '#lib/client/storage.ts';
import { rich, useTexts } from '#lib/client/texts.tsx';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import { FileForm } from './file-form.tsx';

interface ArchiveDialogProps {
  open: boolean;
  episode: EpisodeDetail;
  onClose: () => void;
}

/** Asks before the source goes; or takes it again. */
export function ArchiveDialog({ open, episode, onClose }: ArchiveDialogProps) {
  const t = useTexts();
  const [busy, setBusy] = useState(false);
  const onOpenChange = (next: boolean) => {
    if (!next) onClose();
  };
  if (episode.archivedAt !== null) {
    return (
      <Dialog
        open={open}
        onOpenChange={onOpenChange}
        title={t('storage.unarchiveTitle')}
        description={t('storage.unarchiveText', { name: episode.fileName })}
      >
        <div className="mt-4">
          <FileForm
            label={t('storage.chooseFile')}
            accept="audio/*,video/*,.mkv"
            submit={t('storage.give')}
            send={async (file, onPercent) => {
              await storageCalls.giveSource(episode.id, file, onPercent);
              toast('ok', t('storage.unarchived'));
              onClose();
              await revalidateEpisode(episode.id);
            }}
          />
        </div>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('storage.archiveTitle')}
      description={rich(t.parts('storage.archiveText', { title: episode.title }), {
        b: (text) => <b className="wrap-anywhere font-semibold text-text">{text}</b>,
      })}
      confirm={t('storage.archive')}
      cancel={t('storage.keep')}
      busy={busy}
      onConfirm={async () => {
        setBusy(true);
        const begun = await attempt(() => storageCalls.archive(episode.id));
        setBusy(false);
        onClose();
        if (begun) toast('ok', t('storage.archiveStarted'));
      }}
    />
  );
}
