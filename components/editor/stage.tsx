'use client';

import { type Ref, useState } from 'react';
import { CaptionPreview, type CaptionPreviewHandle } from '#components/preview/caption-preview.tsx';
import { useFraming } from '#lib/client/episode-hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView, RenderView } from '#lib/shared/api/clips.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import type { Look } from '#lib/shared/styles/looks.ts';
import { SAFE_BOXES } from '#lib/shared/styles/safe-boxes.ts';
import type { Playhead } from './playhead.ts';

export type StageMode = 'preview' | 'render';

interface StageProps {
  ref: Ref<CaptionPreviewHandle>;
  clip: ClipView;
  episode: EpisodeDetail;
  aspect: Aspect;
  render: RenderView | null;
  look: Look | null;
  /** Changes with everything else that the script depends on. */
  revision: string;
  playhead: Playhead;
  rate: number;
  onPlaying: (playing: boolean) => void;
  /** As it will be, or the video that there is. */
  wanted: StageMode;
  onWanted: (wanted: StageMode) => void;
}

/** The clip as it will be, or as it was rendered last. */
export function Stage(props: StageProps) {
  const { clip, episode, aspect, render, wanted } = props;
  const t = useTexts();
  const [zones, setZones] = useState(false);
  const [cards, setCards] = useState(false);
  const [missing, setMissing] = useState('');
  const [failed, setFailed] = useState<'source' | 'captions' | null>(null);
  const shown = episode.sourceUrl === null || failed === 'source' ? 'render' : wanted;
  const note =
    episode.sourceUrl === null
      ? t('editor.noSource')
      : failed === 'source'
        ? t('editor.cannotPlay')
        : failed === 'captions'
          ? t('editor.noPicture')
          : shown === 'preview' && missing !== ''
            ? t('preview.noFont', { letters: missing })
            : shown === 'preview' && cards
              ? t('preview.cards')
              : null;
  const { width, height } = ASPECT_SIZES[aspect];
  return (
    <div className="relative flex min-h-0 flex-1 flex-col bg-stage">
      <div className="grid min-h-0 flex-1 place-items-center p-3 [container-type:size] max-lg:h-[48dvh] max-lg:flex-none">
        <div className="relative" style={{ width: `min(100cqw, calc(100cqh * ${width / height}))` }}>
          {shown === 'preview' && episode.sourceUrl ? (
            <>
              <Preview
                {...props}
                sourceUrl={episode.sourceUrl}
                onFailure={setFailed}
                onCards={setCards}
                onMissing={setMissing}
              />
              {failed === 'captions' && render?.posterUrl ? (
                // biome-ignore lint/performance/noImgElement: already of the right size, and served by this machine.
                <img src={render.posterUrl} alt="" className="absolute inset-0 size-full rounded-card object-cover" />
              ) : null}
            </>
          ) : (
            <Rendered render={render} clip={clip} language={episode.language} aspect={aspect} />
          )}
          {zones ? <SafeZone aspect={aspect} /> : null}
        </div>
      </div>
      {note ? <p className="px-4 pb-1 text-center text-12 text-muted">{note}</p> : null}
      <div className="flex flex-wrap items-center gap-1.5 px-3 pb-3 sm:px-5 lg:absolute lg:top-3 lg:right-4 lg:flex-col lg:items-end lg:p-0">
        {episode.sourceUrl && failed !== 'source' ? (
          <div className="flex rounded-control border bg-card p-0.5">
            {(['preview', 'render'] as const).map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={shown === each}
                onClick={() => props.onWanted(each)}
                className="h-7 rounded-small px-2.5 text-13 text-muted aria-pressed:bg-lit aria-pressed:text-text"
              >
                {each === 'preview' ? t('editor.showPreview') : t('editor.showRender')}
              </button>
            ))}
          </div>
        ) : null}
        <button
          type="button"
          aria-pressed={zones}
          onClick={() => setZones(!zones)}
          className="h-8 rounded-control border bg-card px-2.5 text-13 text-muted aria-pressed:border-accent aria-pressed:bg-lit aria-pressed:text-text"
        >
          {t('editor.safeZones')}
        </button>
      </div>
    </div>
  );
}

function Preview(
  props: StageProps & {
    sourceUrl: string;
    onFailure: (what: 'source' | 'captions') => void;
    onCards: (has: boolean) => void;
    onMissing: (letters: string) => void;
  },
) {
  const { ref, clip, episode, aspect, look, revision, playhead, rate } = props;
  const t = useTexts();
  const framing = useFraming(clip.id).data;
  const framed = framing?.renders.find((each) => each.aspect === aspect)?.framed ?? null;
  return (
    <CaptionPreview
      ref={ref}
      label={t('editor.preview', { title: clip.title })}
      episodeId={episode.id}
      sourceUrl={props.sourceUrl}
      hasVideo={episode.hasVideo ?? false}
      clip={clip}
      aspect={aspect}
      look={look ?? undefined}
      framing={framing?.source ? { wanted: framing.framing, framed } : null}
      revision={revision}
      rate={rate}
      onTime={(ms) => playhead.tell(ms)}
      onPlaying={props.onPlaying}
      onFailure={props.onFailure}
      onCards={props.onCards}
      onMissing={props.onMissing}
    />
  );
}

function Rendered(props: { render: RenderView | null; clip: ClipView; language: string | null; aspect: Aspect }) {
  const { render, clip, language, aspect } = props;
  const t = useTexts();
  const { width, height } = ASPECT_SIZES[aspect];
  const shape = { aspectRatio: `${width} / ${height}` };
  if (!render?.videoUrl) {
    return (
      <div className="grid w-full place-items-center rounded-card border border-edge border-dashed p-4" style={shape}>
        <p className="max-w-[24ch] text-center text-13 text-muted">{t('editor.notRendered')}</p>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/useMediaCaption: the track is below, and the captions are in the picture as well.
    <video
      key={render.videoUrl}
      src={render.videoUrl}
      poster={render.posterUrl ?? undefined}
      controls
      playsInline
      aria-label={clip.title}
      className="w-full rounded-card bg-black"
      style={shape}
    >
      {render.vttUrl ? <track kind="captions" src={render.vttUrl} srcLang={language ?? 'en'} label="CC" /> : null}
    </video>
  );
}

/** What no platform lays its buttons over. */
function SafeZone({ aspect }: { aspect: Aspect }) {
  const box = SAFE_BOXES[aspect];
  const { width, height } = ASPECT_SIZES[aspect];
  const percent = (part: number, whole: number) => `${(part / whole) * 100}%`;
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute rounded-mark border border-white/80 border-dashed mix-blend-difference"
      style={{
        left: percent(box.x, width),
        top: percent(box.y, height),
        width: percent(box.width, width),
        height: percent(box.height, height),
      }}
    />
  );
}
