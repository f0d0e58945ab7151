'use client';

import { Captions, Download, FileText, Film } from 'lucide-react';
import { IconButton } from '#components/ui/button.tsx';
import { Menu, MenuDownload } from '#components/ui/menu.tsx';
import { downloadUrl } from '#lib/client/api.ts';
import type { RenderView } from '#lib/shared/api.ts';

/** Saves the video or its captions. Nothing where the render is not done. */
export function DownloadMenu({ render, title }: { render: RenderView; title: string }) {
  const { videoUrl, srtUrl, vttUrl, downloadName } = render;
  if (!videoUrl) return null;
  const base = downloadName.replace(/\.mp4$/i, '');
  return (
    <Menu
      trigger={
        <IconButton label={`Download: ${title}`} className="size-8">
          <Download aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuDownload href={downloadUrl(videoUrl, `${base}.mp4`)} fileName={`${base}.mp4`}>
        <Film aria-hidden="true" />
        Video (MP4)
      </MenuDownload>
      {srtUrl ? (
        <MenuDownload href={downloadUrl(srtUrl, `${base}.srt`)} fileName={`${base}.srt`}>
          <Captions aria-hidden="true" />
          Captions (SRT)
        </MenuDownload>
      ) : null}
      {vttUrl ? (
        <MenuDownload href={downloadUrl(vttUrl, `${base}.vtt`)} fileName={`${base}.vtt`}>
          <FileText aria-hidden="true" />
          Captions (VTT)
        </MenuDownload>
      ) : null}
    </Menu>
  );
}
