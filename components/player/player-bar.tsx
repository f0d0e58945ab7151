'use client';

import { Pause, Play, RotateCcw, RotateCw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { Menu, MenuChoice } from '#components/ui/menu.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { formatTimecode } from '#lib/shared/time.ts';
import { usePlayer, usePlayerState, usePlayerTime } from './player-context.tsx';

const RATES = [0.75, 1, 1.25, 1.5, 2].map((value) => ({ value, label: `${value}×` }));
const STEP_MS = 5000;

/** The player that stays at the bottom of the episode's page. */
export function PlayerBar({ durationMs }: { durationMs: number }) {
  const t = useTexts();
  const player = usePlayer();
  const { playing, rate, failed } = usePlayerState();
  useSpaceKey(() => player.toggle());
  return (
    <section
      aria-label={t('episode.player')}
      className="sticky bottom-0 z-20 flex h-15 shrink-0 items-center gap-2 border-t bg-card px-4 sm:gap-3 sm:px-6"
    >
      <IconButton
        label={t('episode.back')}
        className="max-sm:hidden"
        onClick={() => player.seek(player.positionMs - STEP_MS)}
      >
        <RotateCcw aria-hidden="true" />
      </IconButton>
      <button
        type="button"
        aria-label={t(playing ? 'episode.pause' : 'episode.play')}
        disabled={failed}
        onClick={() => player.toggle()}
        className="grid size-[38px] shrink-0 place-items-center rounded-full bg-accent text-on-accent disabled:opacity-55"
      >
        {playing ? (
          <Pause aria-hidden="true" className="size-4 fill-current" />
        ) : (
          <Play aria-hidden="true" className="size-4 translate-x-px fill-current" />
        )}
      </button>
      <IconButton
        label={t('episode.on')}
        className="max-sm:hidden"
        onClick={() => player.seek(player.positionMs + STEP_MS)}
      >
        <RotateCw aria-hidden="true" />
      </IconButton>
      {failed ? (
        <p className="min-w-0 flex-1 text-13 text-muted">{t('episode.cannotPlay')}</p>
      ) : (
        <PositionSlider durationMs={durationMs} />
      )}
      <Menu
        width={112}
        trigger={
          <button
            type="button"
            aria-label={t('episode.speed', { rate })}
            className="timecode h-8 min-w-11 rounded-control px-2 hover:bg-stage"
          >
            {rate}×
          </button>
        }
      >
        <MenuChoice value={rate} options={RATES} onChange={(value) => player.setRate(value)} />
      </Menu>
    </section>
  );
}

function PositionSlider({ durationMs }: { durationMs: number }) {
  const t = useTexts();
  const player = usePlayer();
  const slider = useRef<HTMLInputElement>(null);
  const clock = useRef<HTMLSpanElement>(null);
  usePlayerTime((position) => {
    const text = formatTimecode(position);
    if (clock.current && clock.current.textContent !== text) {
      clock.current.textContent = text;
      slider.current?.setAttribute(
        'aria-valuetext',
        t('episode.positionOf', { at: text, whole: formatTimecode(durationMs) }),
      );
    }
    if (slider.current) {
      slider.current.value = String(position);
      slider.current.style.setProperty('--fill', `${durationMs > 0 ? (position / durationMs) * 100 : 0}%`);
    }
  });
  return (
    <>
      <span ref={clock} className="timecode min-w-10 text-right">
        0:00
      </span>
      <input
        ref={slider}
        type="range"
        min={0}
        max={Math.max(1, durationMs)}
        step={1000}
        defaultValue={0}
        aria-label={t('episode.position')}
        className="range min-w-0 flex-1"
        onInput={(event) => player.seek(event.currentTarget.valueAsNumber)}
        onKeyDown={(event) => {
          const steps: Record<string, number> = {
            ArrowLeft: -STEP_MS,
            ArrowRight: STEP_MS,
            ArrowDown: -STEP_MS,
            ArrowUp: STEP_MS,
            PageDown: -30_000,
            PageUp: 30_000,
          };
          const step = steps[event.key];
          if (step === undefined) return;
          event.preventDefault();
          player.seek(Math.min(durationMs, player.positionMs + step));
        }}
      />
      <span className="timecode text-muted">{formatTimecode(durationMs)}</span>
    </>
  );
}

/** Space plays and pauses, as long as no control has the focus (WCAG 2.1.4 asks for a way around single keys). */
function useSpaceKey(action: () => void): void {
  const latest = useRef(action);
  useEffect(() => {
    latest.current = action;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target;
      if (event.key !== ' ' || event.defaultPrevented || !(target instanceof HTMLElement)) return;
      if (target !== document.body && target.id !== 'main') return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
