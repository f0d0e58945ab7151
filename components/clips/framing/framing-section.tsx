'use client';

import { useState } from 'react';
import { mutate } from 'swr';
import { attempt } from '#components/layout/attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { episodeCalls } from '#lib/client/episode-calls.ts';
import { useFraming } from '#lib/client/episode-hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { urls } from '#lib/client/urls.ts';
import { type ClipFraming, type Framing, handWindow, isSameFraming, type Window } from '#lib/shared/framing.ts';
import { ASPECT_SIZES, type Aspect } from '#lib/shared/states.ts';
import { saidIn } from '#lib/shared/texts/said.ts';
import { FrameStrip } from './frame-strip.tsx';
import { HandWindow } from './hand-window.tsx';

const MODES = ['auto', 'fit', 'fill', 'split', 'manual'] as const;

interface FramingSectionProps {
  clipId: string;
  aspect: Aspect;
  /** Makes the clip in this shape anew. */
  onRender: () => void;
  /** Stores it in its own way, where there is one; answers whether it is stored. */
  onSave?: (framing: Framing) => Promise<boolean>;
}

/** How the picture is laid into the clip's shape, and by hand where that is better. Nothing for sound alone. */
export function FramingSection({ clipId, aspect, onRender, onSave }: FramingSectionProps) {
  const t = useTexts();
  const { data } = useFraming(clipId);
  const [moving, setMoving] = useState<Framing | null>(null);
  if (!data?.source) return null;
  const { source } = data;
  const framing = moving ?? data.framing;
  const target = ASPECT_SIZES[aspect];
  const render = data.renders.find((each) => each.aspect === aspect);
  const url = `${urls.clip(clipId)}/frames`;
  const save = async (next: Framing) => {
    setMoving(next);
    if (onSave) await onSave(next);
    else
      await attempt(() => mutate(urls.framing(clipId), episodeCalls.saveFraming(clipId, next), { revalidate: false }));
    setMoving(null);
  };
  return (
    <fieldset>
      <legend className="font-medium text-13 text-muted">{t('clips.framing')}</legend>
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        {MODES.map((mode) => (
          <button
            key={mode}
            type="button"
            aria-pressed={framing.mode === mode}
            onClick={() => save({ ...data.framing, mode })}
            className={cn(
              'inline-flex h-8 items-center rounded-control border border-edge px-2.5 text-13 hover:bg-stage',
              'aria-pressed:border-accent aria-pressed:bg-lit aria-pressed:font-medium',
            )}
          >
            {t(`clips.frame_${mode}`)}
          </button>
        ))}
      </div>
      <div className="mt-2 grid gap-2">
        {framing.mode === 'manual' ? (
          <HandWindow {...{ url, source, target }} value={framing} onChange={setMoving} onSettle={save} />
        ) : (
          <FrameStrip {...{ url, source }} windowsAt={(index) => windowsOf(data, framing, aspect, index)} />
        )}
        {render?.framed?.note ? <p className="text-13 text-muted">{saidIn(t, render.framed.note)}</p> : null}
        {render?.changed ? (
          <Button size="small" className="justify-self-start" onClick={onRender}>
            {t('clips.renderFraming')}
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}

/** What is shown of a picture: as it was rendered, or all of it; nothing where only a render will tell. */
function windowsOf(data: ClipFraming, framing: Framing, aspect: Aspect, index: number): readonly Window[] {
  const { framed } = data.renders.find((each) => each.aspect === aspect) ?? {};
  if (framed && isSameFraming(framed.choice, framing)) return framed.samples[index]?.windows ?? [];
  if (framing.mode === 'fit') return [{ x: 0, y: 0, width: 1, height: 1 }];
  if (framing.mode !== 'manual' || !data.source) return [];
  return [handWindow(data.source, ASPECT_SIZES[aspect], framing)];
}
