'use client';

import { AudioLines, Captions, Download, FileArchive, FileText, Film, Image, ImagePlay, ListVideo } from 'lucide-react';
import { IconButton } from '#components/ui/button.tsx';
import { Menu, MenuDownload } from '#components/ui/menu.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { downloadUrl, exportUrl } from '#lib/client/urls.ts';
import type { RenderView } from '#lib/shared/api/clips.ts';
import { EXPORTS } from '#lib/shared/exports.ts';
import { saidIn } from '#lib/shared/texts/said.ts';

const MADE = [
  ['m4a', AudioLines],
  ['mp3', AudioLines],
  ['gif', ImagePlay],
  ['jpg', Image],
  ['fcpxml', ListVideo],
  ['edl', ListVideo],
  ['zip', FileArchive],
] as const;

/** Saves the video, its captions, and what can be made of it. Nothing where the render is not done. */
export function DownloadMenu({ clipId, render, title }: { clipId: string; render: RenderView; title: string }) {
  const t = useTexts();
  const { videoUrl, srtUrl, vttUrl, downloadName } = render;
  if (!videoUrl) return null;
  const base = downloadName.replace(/\.mp4$/i, '');
  return (
    <Menu
      trigger={
        <IconButton label={t('clips.download', { title })} className="size-8">
          <Download aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuDownload href={downloadUrl(videoUrl, `${base}.mp4`)} fileName={`${base}.mp4`}>
        <Film aria-hidden="true" />
        {t('clips.videoFile')}
      </MenuDownload>
      {srtUrl ? (
        <MenuDownload href={downloadUrl(srtUrl, `${base}.srt`)} fileName={`${base}.srt`}>
          <Captions aria-hidden="true" />
          {t('clips.srtFile')}
        </MenuDownload>
      ) : null}
      {vttUrl ? (
        <MenuDownload href={downloadUrl(vttUrl, `${base}.vtt`)} fileName={`${base}.vtt`}>
          <FileText aria-hidden="true" />
          {t('clips.vttFile')}
        </MenuDownload>
      ) : null}
      {MADE.map(([kind, Icon]) => (
        <MenuDownload key={kind} href={exportUrl(clipId, kind, render.aspect)} fileName={`${base}.${kind}`}>
          <Icon aria-hidden="true" />
          {saidIn(t, EXPORTS[kind].name)}
        </MenuDownload>
      ))}
    </Menu>
  );
}
