'use client';

import { DesignPicker, StylePicker } from '#components/looks/look-picker.tsx';
import { Button } from '#components/ui/button.tsx';
import { useBrand } from '#lib/client/brand.ts';
import { useFraming } from '#lib/client/episode-hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { RenderView } from '#lib/shared/api/clips.ts';
import type { Aspect } from '#lib/shared/states.ts';
import { DEFAULT_DESIGN, DEFAULT_STYLE, isSameLook, type Look } from '#lib/shared/styles/looks.ts';
import { Presets } from './presets.tsx';

interface LookSectionProps {
  clipId: string;
  /** The shape that is looked at, and its render; null where there is none. */
  aspect: Aspect;
  render: RenderView | null;
  /** What was chosen and is not rendered yet. */
  chosen: Look | null;
  onChoose: (look: Look | null) => void;
  /** Makes it anew in this shape and look. */
  onRender: (aspect: Aspect, look: Look & { again?: boolean }) => void;
}

/** How the clip's captions look, and its picture where it has none of its own. */
export function LookSection({ clipId, aspect, render, chosen, onChoose, onRender }: LookSectionProps) {
  const t = useTexts();
  const brand = useBrand({ clipId });
  const framing = useFraming(clipId).data;
  if (!brand) return null;
  const current: Look = {
    style: render?.look?.style ?? brand.style ?? DEFAULT_STYLE,
    design: render?.look?.design ?? brand.design ?? DEFAULT_DESIGN,
    mask: render?.look?.mask ?? brand.mask,
    bleep: render?.look?.bleep ?? 'off',
  };
  const look = { ...current, ...chosen };
  const isBusy = render?.status === 'queued';
  // What it has already is no choice: then the video is shown again.
  const change = (part: Look) => onChoose(isSameLook({ ...look, ...part }, current) ? null : { ...chosen, ...part });
  return (
    <div className="grid grid-cols-1 gap-4">
      <StylePicker
        small
        legend={t('clips.captions')}
        value={look.style ?? DEFAULT_STYLE}
        onChange={(style) => change({ style })}
      />
      {framing?.source === null ? (
        <DesignPicker
          small
          legend={t('clips.design')}
          value={look.design ?? DEFAULT_DESIGN}
          onChange={(design) => change({ design })}
        />
      ) : null}
      <label className="flex min-h-6 items-center gap-2 text-13">
        <input
          type="checkbox"
          checked={look.mask}
          onChange={(event) => change({ mask: event.target.checked })}
          className="size-4 shrink-0 accent-accent"
        />
        {t('clips.mask')}
      </label>
      <label className="flex min-h-6 items-center gap-2 text-13">
        <input
          type="checkbox"
          checked={(look.bleep ?? 'off') !== 'off'}
          onChange={(event) => change({ bleep: event.target.checked ? 'tone' : 'off' })}
          className="size-4 shrink-0 accent-accent"
        />
        {t('clips.bleep')}
      </label>
      <Button
        size="small"
        variant={isSameLook(look, current) ? 'ghost' : 'outline'}
        className="justify-self-start"
        disabled={isBusy}
        title={isSameLook(look, current) ? t('clips.withBrand') : undefined}
        onClick={() => {
          // What was never chosen for it goes on following the brand.
          onRender(aspect, chosen === null ? { again: true } : look);
        }}
      >
        {t(isSameLook(look, current) ? 'clips.renderAgain' : 'clips.renderLook')}
      </Button>
      <Presets
        clipId={clipId}
        presets={brand.presets}
        current={{
          aspect,
          style: look.style ?? DEFAULT_STYLE,
          design: look.design ?? DEFAULT_DESIGN,
        }}
        disabled={isBusy}
        onRender={(preset) => onRender(preset.aspect, { ...look, style: preset.style, design: preset.design })}
      />
    </div>
  );
}
