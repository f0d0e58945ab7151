'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { fetched, useFetched } from '#components/ui/fetched.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView, RenderView } from '#lib/shared/api/clips.ts';
import { heardMs } from '#lib/shared/clip-edit.ts';
import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import type { Look } from '#lib/shared/styles/looks.ts';
import { formatSpan } from '#lib/shared/texts/formats.ts';
import { formatTimecode } from '#lib/shared/time.ts';
import type { ClipActions } from './clip-card.tsx';
import { ClipControls } from './clip-controls.tsx';
import { ClipTexts } from './clip-texts.tsx';
import { CompareBar } from './compare-bar.tsx';
import { currentRender } from './current-render.ts';
import { EditLink } from './edit-link.tsx';
import { FramingSection } from './framing/framing-section.tsx';
import type { PreviewSource } from './look-preview.tsx';
import { LookSection } from './look-section.tsx';
import { Platforms } from './platforms.tsx';
import { Reasons } from './reasons.tsx';
import { RenderStatus } from './render-status.tsx';
import { ShapePicker } from './shape-picker.tsx';

/** With libass, which only those need who look for another look. */
const lookPreview = fetched(async () => (await import('./look-preview.tsx')).LookPreview);

interface ClipDialogProps {
  /** Null closes it. */
  clip: ClipView | null;
  clips: readonly ClipView[];
  language: string | null;
  /** Of what a look is previewed; null once the episode's file is gone. */
  source: PreviewSource | null;
  actions: ClipActions;
  onRender: (clip: ClipView, aspect: Aspect, look?: Look & { again?: boolean }) => void;
  onClose: () => void;
}

/** Watching one clip after the other, with everything needed to judge it. */
export function ClipDialog({ clip, clips, language, source, actions, onRender, onClose }: ClipDialogProps) {
  const t = useTexts();
  const video = useRef<HTMLVideoElement>(null);
  // Kept while the window fades out, so that it does not empty first.
  const [last, setLast] = useState(clip);
  if (clip && clip !== last) setLast(clip);
  const shown = clip ?? last;
  if (!shown) return null;
  const at = clips.findIndex((each) => each.id === shown.id);
  const neighbour = (step: number) => clips[at + step];
  return (
    <Dialog
      open={clip !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('clips.named', { n: shown.rank, title: shown.title })}
      hideTitle
      initialFocus={video}
      className="max-w-[920px] overflow-clip p-0"
    >
      <ClipDialogBody
        key={shown.id}
        clip={shown}
        video={video}
        language={language}
        source={source}
        actions={actions}
        onRender={onRender}
      >
        <div className="flex items-center gap-1">
          <IconButton
            label={t('clips.previous')}
            disabled={!neighbour(-1)}
            onClick={() => {
              const previous = neighbour(-1);
              if (previous) actions.open(previous);
            }}
          >
            <ChevronLeft aria-hidden="true" />
          </IconButton>
          <span className="text-13 text-muted">{t('clips.place', { n: at + 1, total: clips.length })}</span>
          <IconButton
            label={t('clips.next')}
            disabled={!neighbour(1)}
            onClick={() => {
              const next = neighbour(1);
              if (next) actions.open(next);
            }}
          >
            <ChevronRight aria-hidden="true" />
          </IconButton>
        </div>
      </ClipDialogBody>
    </Dialog>
  );
}

interface BodyProps extends Pick<ClipDialogProps, 'language' | 'source' | 'actions' | 'onRender'> {
  clip: ClipView;
  video: RefObject<HTMLVideoElement | null>;
  children: ReactNode;
}

function ClipDialogBody({ clip, video, language, source, actions, onRender, children }: BodyProps) {
  const t = useTexts();
  const [aspect, setAspect] = useState<Aspect | null>(null);
  const [look, setLook] = useState<Look | null>(null);
  const LookPreview = useFetched(lookPreview, look !== null && source !== null);
  const render = clip.renders.find((each) => each.aspect === aspect) ?? currentRender(clip);
  return (
    <div className="grid md:h-[min(calc(100dvh-32px),720px)] md:grid-cols-[minmax(0,1fr)_360px] md:grid-rows-[auto_minmax(0,1fr)_auto]">
      <div className="py-2 pr-12 pl-2 md:col-start-2 md:pt-4 md:pl-3">{children}</div>
      <Stage render={render} language={language} title={clip.title} video={video}>
        {look && source && LookPreview ? (
          <LookPreview clip={clip} source={source} aspect={render?.aspect ?? '9:16'} look={look} />
        ) : null}
      </Stage>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={t('clips.aboutThis')}
        className="flex min-w-0 flex-col gap-4 p-5 -outline-offset-2 md:col-start-2 md:overflow-y-auto md:pt-1"
      >
        <div>
          <p aria-hidden="true" className="font-semibold text-16 leading-[1.35]">
            {clip.title}
          </p>
          <div className="mt-1 flex flex-wrap items-center justify-between gap-x-2">
            <p className="timecode text-muted">
              {t('clips.times', {
                from: formatTimecode(clip.startMs),
                to: formatTimecode(clip.endMs),
                length: formatSpan(t, heardMs(clip)),
              })}
            </p>
            <EditLink clip={clip} />
          </div>
        </div>
        <ClipTexts clip={clip} onChange={(patch) => actions.change(clip, patch)} />
        <Reasons signals={clip.signals} score={clip.score} />
        {clip.origin === 'manual' ? null : <CompareBar percentile={clip.percentile} rank={clip.rank} />}
        <RenderStatus
          render={render}
          onRetry={(jobId) => actions.retry(clip, jobId)}
          onAgain={(shape) => onRender(clip, shape)}
        />
        <ShapePicker
          clip={clip}
          current={render?.aspect ?? null}
          onChoose={setAspect}
          onRender={(chosen) => {
            setAspect(chosen);
            onRender(clip, chosen);
          }}
        />
        <Platforms
          clip={clip}
          onRender={(shape) => {
            setAspect(shape);
            onRender(clip, shape);
          }}
        />
        <LookSection
          key={`look ${render?.id} ${render?.videoUrl}`}
          clipId={clip.id}
          aspect={render?.aspect ?? '9:16'}
          render={render}
          chosen={look}
          onChoose={setLook}
          onRender={(shape, look) => {
            setLook(null);
            setAspect(shape);
            onRender(clip, shape, look);
          }}
        />
        <FramingSection
          // Another render of it may be framed otherwise: asked again with each.
          key={`${clip.id} ${render?.id} ${render?.videoUrl}`}
          clipId={clip.id}
          aspect={render?.aspect ?? '9:16'}
          onRender={() => onRender(clip, render?.aspect ?? '9:16')}
        />
      </section>
      <div className="flex flex-wrap items-center gap-1 border-t px-5 py-3 md:col-start-2">
        <ClipControls clip={clip} render={render} actions={actions} />
      </div>
    </div>
  );
}

interface StageProps {
  render: RenderView | null;
  language: string | null;
  title: string;
  video: RefObject<HTMLVideoElement | null>;
  /** Shown instead of the video. */
  children: ReactNode;
}

function Stage({ render, language, title, video, children }: StageProps) {
  const t = useTexts();
  const { width, height } = ASPECT_SIZES[render?.aspect ?? '9:16'];
  return (
    <div className="grid min-h-60 place-items-center bg-stage p-4 md:col-start-1 md:row-span-3 md:row-start-1">
      {children ? (
        children
      ) : render?.videoUrl ? (
        // biome-ignore lint/a11y/useMediaCaption: the track is below, and the captions are in the picture as well.
        <video
          key={render.videoUrl}
          ref={video}
          src={render.videoUrl}
          poster={render.posterUrl ?? undefined}
          controls
          autoPlay
          playsInline
          aria-label={title}
          className="max-h-[min(46dvh,440px)] w-auto max-w-full rounded-control bg-black md:max-h-[min(calc(100dvh-64px),680px)]"
          style={{ aspectRatio: `${width} / ${height}` }}
        >
          {render.vttUrl ? (
            <track kind="captions" src={render.vttUrl} srcLang={language ?? 'en'} label={t('clips.captions')} />
          ) : null}
        </video>
      ) : (
        <p className="text-muted">{t('clips.shapeMissing')}</p>
      )}
    </div>
  );
}
