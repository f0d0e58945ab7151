'use client';

import { Pause, Play } from 'lucide-react';
import { useRef, useState } from 'react';
import { CaptionPreview, type CaptionPreviewHandle } from '#components/preview/caption-preview.tsx';
import { cn } from '#components/ui/cn.ts';
import { useFraming } from '#lib/client/episode-hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import type { Look } from '#lib/shared/styles/looks.ts';

/** What an episode's clips are made of. */
export interface PreviewSource {
  readonly episodeId: string;
  readonly url: string;
  readonly hasVideo: boolean;
}

interface LookPreviewProps {
  clip: ClipView;
  source: PreviewSource;
  aspect: Aspect;
  look: Look;
}

/** A clip in a look that it was not rendered in yet: pressing it plays. */
export function LookPreview({ clip, source, aspect, look }: LookPreviewProps) {
  const t = useTexts();
  const preview = useRef<CaptionPreviewHandle>(null);
  const [playing, setPlaying] = useState(false);
  const framing = useFraming(clip.id).data;
  const framed = framing?.renders.find((each) => each.aspect === aspect)?.framed ?? null;
  const { width, height } = ASPECT_SIZES[aspect];
  const Sign = playing ? Pause : Play;
  return (
    <figure className="grid max-w-full justify-items-center gap-2">
      <div
        className="group relative h-[min(46dvh,440px)] max-w-full md:h-[min(calc(100dvh-110px),640px)]"
        style={{ aspectRatio: `${width} / ${height}` }}
      >
        <CaptionPreview
          ref={preview}
          label={t('editor.preview', { title: clip.title })}
          episodeId={source.episodeId}
          sourceUrl={source.url}
          hasVideo={source.hasVideo}
          clip={clip}
          aspect={aspect}
          look={look}
          framing={framing?.source ? { wanted: framing.framing, framed } : null}
          revision={clip.revision}
          onPlaying={setPlaying}
        />
        <button
          type="button"
          aria-label={t(playing ? 'preview.pause' : 'preview.play')}
          onClick={() => (playing ? preview.current?.pause() : preview.current?.play())}
          className="absolute inset-0 grid place-items-center rounded-card"
        >
          <span
            className={cn(
              'grid size-12 place-items-center rounded-full bg-black/70 text-white transition-opacity duration-150 ease-out',
              playing && 'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100',
            )}
          >
            <Sign aria-hidden="true" className="size-5" />
          </span>
        </button>
      </div>
      <figcaption className="text-12 text-muted">{t('preview.asItWillBe')}</figcaption>
    </figure>
  );
}
