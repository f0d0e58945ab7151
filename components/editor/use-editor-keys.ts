'use client';

import { useRouter } from 'next/navigation';
import type { RefObject } from 'react';
import { useRatingKeys } from '#components/keyboard/use-rating-keys.ts';
import { useShortcuts } from '#components/keyboard/use-shortcuts.ts';
import type { CaptionPreviewHandle } from '#components/preview/caption-preview.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import { type SpokenText, wordAt } from '#lib/shared/clip-words.ts';
import type { Playhead } from './playhead.ts';
import type { Cutting } from './use-cutting.ts';
import type { useEditorActions } from './use-editor-actions.ts';
import type { Choice } from './word-strip.tsx';

const JUMP_MS = 5000;
/** Of the slowest films; a picture of faster ones is less. */
const FRAME_MS = 1000 / 25;
const RATES = [1, 1.5, 2];

interface EditorKeys {
  clip: ClipView;
  clips: readonly ClipView[];
  episodeId: string;
  playhead: Playhead;
  player: RefObject<CaptionPreviewHandle | null>;
  cutting: Cutting;
  text: SpokenText | null;
  choice: Choice | null;
  actions: ReturnType<typeof useEditorActions>;
  seek: (ms: number) => void;
  toggle: () => void;
  onRate: (change: (rate: number) => number) => void;
  onStep: (direction: 'undo' | 'redo') => void;
  onCorrect: () => void;
  onRender: () => void;
}

/** The keys of the editor. */
export function useEditorKeys(keys: EditorKeys): void {
  const { clip, clips, episodeId, playhead, player, cutting, text, choice, actions, seek, toggle } = keys;
  const t = useTexts();
  const router = useRouter();
  const at = clips.findIndex((each) => each.id === clip.id);
  const go = (step: number) => {
    const other = clips[at + step];
    if (at >= 0 && other) router.push(`/episodes/${episodeId}/clips/${other.id}`);
  };
  const word = (step: number) => {
    if (!text) return seek(playhead.ms + step * 300);
    const next = text.words[wordAt(text, playhead.ms + 1) + step];
    if (next) seek(next.startMs);
  };
  const leaveOut = () => {
    if (choice) cutting.leaveOut(Math.min(choice.anchor, choice.head), Math.max(choice.anchor, choice.head));
  };
  useShortcuts([
    { keys: ['Space'], label: t('keyboard.playPause'), group: 'playing', command: true, run: toggle },
    { keys: ['k'], label: t('keyboard.pause'), group: 'playing', run: () => player.current?.pause() },
    { keys: ['j'], label: t('keyboard.back'), group: 'playing', run: () => seek(playhead.ms - JUMP_MS) },
    {
      keys: ['l'],
      label: t('keyboard.on'),
      group: 'playing',
      run: () => {
        if (player.current?.playing) keys.onRate((rate) => RATES[RATES.indexOf(rate) + 1] ?? rate);
        else player.current?.play();
      },
    },
    { keys: ['ArrowLeft'], label: t('keyboard.wordBack'), group: 'playing', run: () => word(-1) },
    { keys: ['ArrowRight'], label: t('keyboard.wordOn'), group: 'playing', run: () => word(1) },
    {
      keys: ['shift+ArrowLeft', ','],
      label: t('keyboard.frameBack'),
      group: 'playing',
      run: () => seek(playhead.ms - FRAME_MS),
    },
    {
      keys: ['shift+ArrowRight', '.'],
      label: t('keyboard.frameOn'),
      group: 'playing',
      run: () => seek(playhead.ms + FRAME_MS),
    },
    {
      keys: ['i'],
      label: t('keyboard.startHere'),
      group: 'cutting',
      command: true,
      run: () => cutting.move('start', { toMs: playhead.ms }),
    },
    {
      keys: ['o'],
      label: t('keyboard.endHere'),
      group: 'cutting',
      command: true,
      run: () => cutting.move('end', { toMs: playhead.ms }),
    },
    { keys: ['Delete', 'Backspace'], label: t('keyboard.leaveOut'), group: 'cutting', run: leaveOut },
    { keys: ['e'], label: t('keyboard.correct'), group: 'cutting', run: keys.onCorrect },
    {
      keys: ['s'],
      label: t('keyboard.split'),
      group: 'cutting',
      command: true,
      run: () => void actions.split(playhead.ms),
    },
    { keys: ['mod+z'], label: t('keyboard.undo'), group: 'cutting', command: true, run: () => keys.onStep('undo') },
    {
      keys: ['mod+shift+z', 'mod+y'],
      label: t('keyboard.redo'),
      group: 'cutting',
      command: true,
      run: () => keys.onStep('redo'),
    },
    { keys: ['r'], label: t('keyboard.render'), group: 'rating', command: true, run: keys.onRender },
    { keys: ['n'], label: t('keyboard.nextClip'), group: 'rating', command: true, run: () => go(1) },
    { keys: ['shift+n'], label: t('keyboard.previousClip'), group: 'rating', command: true, run: () => go(-1) },
  ]);
  useRatingKeys(clip, actions.clipActions);
}
