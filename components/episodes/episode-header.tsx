'use client';

import { Archive, AudioLines, Ellipsis, FileArchive, Mic, PackageOpen, Pencil, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { archivingOf } from '#components/storage/archiving.ts';
import { IconButton } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { fetched, useFetched } from '#components/ui/fetched.ts';
import { Menu, MenuDownload, MenuItem } from '#components/ui/menu.tsx';
import { rich, type Texts, useTexts } from '#lib/client/texts.tsx';
import { urls } from '#lib/client/urls.ts';
import type { TranscribeRequest } from '#lib/shared/api/episode-requests.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import { formatSize, languageName } from '#lib/shared/texts/formats.ts';
import { formatTimecode } from '#lib/shared/time.ts';
import { TitleEdit } from './title-edit.tsx';

/** Each is fetched when somebody opens it. */
const transcribeDialog = fetched(async () => (await import('./transcribe-dialog.tsx')).TranscribeDialog);
const archiveDialog = fetched(async () => (await import('#components/storage/archive-dialog.tsx')).ArchiveDialog);
const showDialog = fetched(async () => (await import('#components/transcript/show-dialog.tsx')).ShowDialog);

interface EpisodeHeaderProps {
  episode: EpisodeDetail;
  onRename: (title: string) => Promise<boolean>;
  onDelete: () => Promise<void>;
  /** Null while it is at work, or has no file any more. */
  onTranscribe: ((request: TranscribeRequest) => Promise<boolean>) | null;
}

/** What episode this is, and what can be done with it as a whole. */
export function EpisodeHeader({ episode, onRename, onDelete, onTranscribe }: EpisodeHeaderProps) {
  const t = useTexts();
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [ofShow, setOfShow] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const [archive, setArchive] = useState(false);
  const TranscribeDialog = useFetched(transcribeDialog, choosing);
  const ArchiveDialog = useFetched(archiveDialog, archive);
  const ShowDialog = useFetched(showDialog, ofShow);
  const archiving = archivingOf(episode);
  const rename = useRef<HTMLButtonElement>(null);
  return (
    <div className="flex items-start gap-4">
      {episode.artworkUrl ? (
        // biome-ignore lint/performance/noImgElement: a local file of unknown size, shown small.
        <img src={episode.artworkUrl} alt="" className="size-12 shrink-0 rounded-control border object-cover" />
      ) : null}
      <div className="min-w-0 flex-1">
        {editing ? (
          <TitleEdit
            title={episode.title}
            onSave={onRename}
            onClose={() => {
              setEditing(false);
              requestAnimationFrame(() => rename.current?.focus());
            }}
          />
        ) : (
          <div className="group/title flex min-h-9 items-center gap-1">
            <h1 className="line-clamp-3 font-[650] text-20 tracking-[-0.02em] sm:line-clamp-2" title={episode.title}>
              {episode.title}
            </h1>
            <IconButton
              ref={rename}
              label={t('episode.rename')}
              onClick={() => setEditing(true)}
              className="opacity-0 transition-opacity focus-visible:opacity-100 group-hover/title:opacity-100 max-sm:hidden"
            >
              <Pencil aria-hidden="true" />
            </IconButton>
          </div>
        )}
        <p className="text-muted">{facts(t, episode)}</p>
        {episode.archivedAt === null ? null : <p className="text-muted">{t('storage.archivedNote')}</p>}
      </div>
      <Menu
        trigger={
          <IconButton label={t('episode.more')}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem onClick={() => setEditing(true)}>
          <Pencil aria-hidden="true" />
          {t('episode.rename')}
        </MenuItem>
        <MenuItem onClick={() => setOfShow(true)}>
          <Mic aria-hidden="true" />
          {t('episode.show')}
        </MenuItem>
        {onTranscribe ? (
          <MenuItem onClick={() => setChoosing(true)}>
            <AudioLines aria-hidden="true" />
            {t('episode.transcribeAgain')}
          </MenuItem>
        ) : null}
        {episode.clipCount > 0 ? (
          <MenuDownload href={`${urls.episode(episode.id)}/export`} fileName={`${episode.title}.zip`}>
            <FileArchive aria-hidden="true" />
            {t('episode.downloadAll')}
          </MenuDownload>
        ) : null}
        <MenuDownload href={`${urls.episode(episode.id)}/export/whole`} fileName={`${episode.title}.podpromo.zip`}>
          <PackageOpen aria-hidden="true" />
          {t('storage.exportWhole')}
        </MenuDownload>
        {archiving === null ? null : (
          <MenuItem onClick={() => setArchive(true)}>
            <Archive aria-hidden="true" />
            {t(archiving === 'archive' ? 'storage.archive' : 'storage.unarchive')}
          </MenuItem>
        )}
        <MenuItem danger onClick={() => setAsking(true)}>
          <Trash2 aria-hidden="true" />
          {t('episode.delete')}
        </MenuItem>
      </Menu>
      {onTranscribe && TranscribeDialog ? (
        <TranscribeDialog
          open={choosing}
          onOpenChange={setChoosing}
          durationMs={episode.durationMs}
          onTranscribe={onTranscribe}
        />
      ) : null}
      {ArchiveDialog ? <ArchiveDialog open={archive} episode={episode} onClose={() => setArchive(false)} /> : null}
      {ShowDialog ? (
        <ShowDialog open={ofShow} episodeId={episode.id} show={episode.show} onClose={() => setOfShow(false)} />
      ) : null}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('episode.deleteTitle')}
        description={rich(
          t.parts('episode.deleteText', { title: episode.title, size: formatSize(t, episode.sizeBytes) }),
          {
            b: (text) => <b className="font-semibold text-text">{text}</b>,
          },
        )}
        confirm={t(deleting ? 'episode.deleting' : 'episode.deleteYes')}
        cancel={t('episode.deleteNo')}
        busy={deleting}
        onConfirm={async () => {
          setDeleting(true);
          await onDelete();
          setDeleting(false);
          setAsking(false);
        }}
      />
    </div>
  );
}

/** "The Boat, 48:12, video, English, heard with Whisper base, 14 November". */
function facts(t: Texts, episode: EpisodeDetail): string {
  const day = t.date(episode.createdAt, { day: 'numeric', month: 'long' });
  return [
    episode.show?.name ?? null,
    episode.durationMs === null ? formatSize(t, episode.sizeBytes) : formatTimecode(episode.durationMs),
    episode.hasVideo === null ? null : t(episode.hasVideo ? 'episode.video' : 'episode.audio'),
    episode.language ? languageName(t, episode.language) : null,
    episode.model ? t('episode.heardWith', { model: episode.model }) : null,
    day,
  ]
    .filter(Boolean)
    .join(', ');
}
