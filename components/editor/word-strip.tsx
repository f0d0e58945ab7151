'use client';

import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { PlayheadSource } from '#components/player/detail-waveform.tsx';
import { cn } from '#components/ui/cn.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { type ClipCut, isLeftOut } from '#lib/shared/clip-edit.ts';
import { type SpokenText, wordAt } from '#lib/shared/clip-words.ts';
import { wordsInRange } from '#lib/shared/cuts.ts';
import { gapBetween } from '#lib/shared/transcript/words.ts';

/** Chosen words; `head` is the one that the keyboard is at. */
export interface Choice {
  readonly anchor: number;
  readonly head: number;
}

/** So much of the surroundings can be taken in by choosing it. */
const AROUND_MS = 20_000;

interface WordStripProps {
  text: SpokenText;
  cut: ClipCut;
  playhead: PlayheadSource;
  choice: Choice | null;
  onChoose: (choice: Choice | null) => void;
  onSeek: (ms: number) => void;
  /** What can be done with the chosen words. */
  children: ReactNode;
}

/** The words of the clip and around it. One stop for the keyboard: arrows move, Shift chooses more. */
export function WordStrip({ text, cut, playhead, choice, onChoose, onSeek, children }: WordStripProps) {
  const t = useTexts();
  const list = useRef<HTMLFieldSetElement>(null);
  const { startMs, endMs } = cut;
  const [from, to] = useMemo(() => surroundings(text, { startMs, endMs }), [text, startMs, endMs]);
  const inside = useMemo(() => wordsInRange(text.words, { startMs, endMs }), [text, startMs, endMs]);
  const stop = choice && choice.head >= from && choice.head <= to ? choice.head : (inside?.first ?? from);
  useEffect(() => {
    let marked: Element | null = null;
    return playhead((ms) => {
      const word = list.current?.querySelector(`[data-word="${wordAt(text, ms)}"]`) ?? null;
      if (word === marked) return;
      marked?.removeAttribute('data-now');
      word?.setAttribute('data-now', '');
      marked = word;
      if (list.current && word instanceof HTMLElement) showIn(list.current, word);
    });
  }, [playhead, text]);
  useEffect(() => {
    // At first the clip's own words are seen, with a line of what comes before.
    const first = list.current?.querySelector<HTMLElement>('[data-word][tabindex="0"]');
    if (list.current && first) list.current.scrollTop = first.offsetTop - first.offsetHeight;
  }, []);
  const pick = (word: number, extend: boolean) => {
    onChoose({ anchor: extend && choice ? choice.anchor : word, head: word });
    onSeek(text.words[word]?.startMs ?? startMs);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Escape' && choice) {
      event.preventDefault();
      onChoose(null);
    }
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = Math.min(to, Math.max(from, stop + step));
    pick(next, event.shiftKey);
    list.current?.querySelector<HTMLElement>(`[data-word="${next}"]`)?.focus();
  };
  const [low, high] = choice ? [Math.min(choice.anchor, choice.head), Math.max(choice.anchor, choice.head)] : [-1, -2];
  return (
    <section aria-label={t('editor.words')} className="grid gap-1.5">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 className="font-medium text-13 text-muted">{t('editor.words')}</h2>
        {children}
      </div>
      <fieldset
        ref={list}
        data-own-keys
        className="relative max-h-[clamp(84px,14dvh,184px)] overflow-y-auto overscroll-contain rounded-control border bg-card px-3 py-1.5 text-14 leading-7"
        onKeyDown={onKeyDown}
      >
        <legend className="sr-only">{t('editor.wordsHelp')}</legend>
        {text.words.slice(from, to + 1).map((word, offset) => {
          const at = from + offset;
          const said = word.text.trim();
          const isIn = inside !== null && at >= inside.first && at <= inside.last;
          const isOut = isIn && isLeftOut(cut.removed, word);
          const chosen = at >= low && at <= high;
          const next = text.words[at + 1]?.text.trim();
          return (
            <span key={at}>
              <button
                type="button"
                data-word={at}
                tabIndex={at === stop ? 0 : -1}
                aria-pressed={chosen}
                aria-label={
                  isOut
                    ? t('editor.wordOut', { word: said })
                    : isIn
                      ? undefined
                      : t('editor.wordAround', { word: said })
                }
                onClick={(event) => pick(at, event.shiftKey)}
                className={cn(
                  '-mx-px rounded-mark px-px -outline-offset-1 hover:bg-stage aria-pressed:bg-lit aria-pressed:shadow-[inset_0_0_0_1px_var(--accent)] data-now:bg-accent! data-now:text-on-accent!',
                  !isIn && 'text-muted',
                  isOut && 'text-muted line-through decoration-2 decoration-accent',
                )}
              >
                {said}
              </button>
              {next === undefined ? null : gapBetween(said, next)}
            </span>
          );
        })}
      </fieldset>
    </section>
  );
}

/** Scrolls the list, and nothing but the list, until the word is seen. */
function showIn(list: HTMLElement, word: HTMLElement): void {
  const { offsetTop, offsetHeight } = word;
  if (offsetTop < list.scrollTop) list.scrollTop = offsetTop - offsetHeight;
  else if (offsetTop + offsetHeight > list.scrollTop + list.clientHeight) {
    list.scrollTop = offsetTop + 2 * offsetHeight - list.clientHeight;
  }
}

/** First and last word that are shown: whole sentences around the clip. */
function surroundings(
  { words, sentences }: SpokenText,
  { startMs, endMs }: { startMs: number; endMs: number },
): [number, number] {
  const first = words.findIndex((word) => word.endMs >= startMs - AROUND_MS);
  const beyond = words.findIndex((word) => word.startMs > endMs + AROUND_MS);
  const last = beyond < 0 ? words.length - 1 : beyond - 1;
  const start = sentences.find((at) => at >= first && (words[at]?.startMs ?? 0) < startMs) ?? Math.max(0, first);
  const after = sentences.findLast((at) => at <= last + 1 && (words[at]?.startMs ?? 0) > endMs);
  return [Math.max(0, start), Math.max(start, after === undefined ? last : after - 1)];
}
