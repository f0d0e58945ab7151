'use client';

import { Clapperboard } from 'lucide-react';
import { ShapeMark } from '#components/clips/shape-picker.tsx';
import { shapeName } from '#components/looks/look-words.ts';
import { Button } from '#components/ui/button.tsx';
import { Chip, type ChipTone } from '#components/ui/chip.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { Aspect } from '#lib/shared/states.ts';
import { problemSentence } from '#lib/shared/texts/formats.ts';
import { type Freshness, type RenderState, toRender } from './render-state.ts';

const TONES: Readonly<Record<Freshness, ChipTone>> = {
  none: 'plain',
  queued: 'plain',
  running: 'live',
  failed: 'bad',
  changed: 'warn',
  current: 'ok',
};

/** How a video stands to the clip, in a few words. */
export function FreshnessChip({ freshness, short = false }: { freshness: Freshness; short?: boolean }) {
  const t = useTexts();
  const words = {
    none: t('editor.notYet'),
    queued: t('editor.queued'),
    running: t('editor.rendering'),
    failed: t('editor.failed'),
    changed: short ? t('editor.changedShort') : t('editor.changed'),
    current: t('editor.upToDate'),
  };
  return <Chip tone={TONES[freshness]}>{words[freshness]}</Chip>;
}

interface HeadButtonsProps {
  current: RenderState;
  all: readonly RenderState[];
  onRender: (aspect: Aspect) => void;
}

/** In the head of the page: how the shown shape stands, and the buttons that make it new. */
export function RenderButtons({ current, all, onRender }: HeadButtonsProps) {
  const t = useTexts();
  const open = toRender(all);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FreshnessChip freshness={current.freshness} />
      {open.length > 1 ? (
        <Button
          size="small"
          onClick={() => {
            for (const { aspect } of open) onRender(aspect);
          }}
        >
          {t('editor.renderAll')}
        </Button>
      ) : null}
      <Button
        size="small"
        variant={current.freshness === 'current' ? 'outline' : 'primary'}
        disabled={current.freshness === 'queued'}
        onClick={() => onRender(current.aspect)}
      >
        <Clapperboard aria-hidden="true" />
        {current.freshness === 'current' ? t('editor.renderAgain') : t('editor.render')}
      </Button>
    </div>
  );
}

/** Every shape with its state, to be made one by one. */
export function RenderList({ all, onRender }: Pick<HeadButtonsProps, 'all' | 'onRender'>) {
  const t = useTexts();
  const open = toRender(all);
  return (
    <section aria-label={t('editor.renders')}>
      <h3 className="font-medium text-13 text-muted">{t('editor.renders')}</h3>
      <ul className="mt-1.5 divide-y divide-line rounded-control border">
        {all.map(({ aspect, freshness, changed, render }) => (
          <li key={aspect} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 px-3 py-2">
            <ShapeMark aspect={aspect} size={16} />
            <span className="min-w-16 text-13">{shapeName(t, aspect)}</span>
            <span className="flex-1">
              <FreshnessChip short freshness={freshness} />
            </span>
            <Button
              size="small"
              aria-label={`${freshness === 'current' ? t('editor.renderAgain') : t('editor.render')}: ${shapeName(t, aspect)}`}
              disabled={freshness === 'queued'}
              onClick={() => onRender(aspect)}
            >
              {freshness === 'current' ? t('editor.renderAgain') : t('editor.render')}
            </Button>
            {changed.length > 0 ? (
              <p className="basis-full text-12 text-muted">{t('editor.changedWhat', { what: changed.join(', ') })}</p>
            ) : null}
            {freshness === 'failed' && render?.error ? (
              <p className="basis-full text-12 text-bad">{problemSentence(t, render.error)}</p>
            ) : null}
          </li>
        ))}
      </ul>
      {open.length > 0 ? (
        <Button
          size="small"
          variant="primary"
          className="mt-2.5"
          onClick={() => {
            for (const { aspect } of open) onRender(aspect);
          }}
        >
          {t('editor.renderAll')}
        </Button>
      ) : null}
    </section>
  );
}
