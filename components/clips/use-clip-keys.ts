'use client';

import { usePathname, useRouter } from 'next/navigation';
import { mutate } from 'swr';
import { useRatingKeys } from '#components/keyboard/use-rating-keys.ts';
import { useShortcuts } from '#components/keyboard/use-shortcuts.ts';
import { attempt } from '#components/layout/attempt.ts';
import { toast } from '#components/layout/toasts.tsx';
import { usePlayer, usePlayerState } from '#components/player/player-context.tsx';
import { episodeCalls } from '#lib/client/episode-calls.ts';
import { type Texts, useTexts } from '#lib/client/texts.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import type { ClipActions } from './clip-card.tsx';

const JUMP_MS = 5000;
const RATES = [1, 1.25, 1.5, 2];

/** The keys of an episode's page: its player, and the clip that is lit. */
export function useClipKeys(
  clips: readonly ClipView[] | undefined,
  activeId: string | null,
  actions: ClipActions,
): void {
  const t = useTexts();
  const router = useRouter();
  const path = usePathname();
  const player = usePlayer();
  const { playing, rate } = usePlayerState();
  const at = clips?.findIndex(({ id }) => id === activeId) ?? -1;
  const clip = clips?.[at] ?? null;
  const go = (step: number) => {
    const other = clips?.[at < 0 ? 0 : at + step];
    if (!other) return;
    actions.select(other);
    const card = document.querySelector(`[data-clip="${other.id}"]`);
    card?.scrollIntoView({ block: 'nearest' });
    card?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
  };
  const jump = (byMs: number) => player.seek(player.positionMs + byMs);
  useShortcuts([
    { keys: ['Space'], label: t('keyboard.playPause'), group: 'playing', command: true, run: () => player.toggle() },
    { keys: ['k'], label: t('keyboard.pause'), group: 'playing', run: () => player.pause() },
    { keys: ['j', 'ArrowLeft'], label: t('keyboard.back'), group: 'playing', run: () => jump(-JUMP_MS) },
    {
      keys: ['l'],
      label: t('keyboard.on'),
      group: 'playing',
      run: () => (playing ? player.setRate(RATES[RATES.indexOf(rate) + 1] ?? rate) : player.play()),
    },
    { keys: ['n'], label: t('keyboard.nextClip'), group: 'rating', command: true, run: () => go(1) },
    { keys: ['shift+n'], label: t('keyboard.previousClip'), group: 'rating', command: true, run: () => go(-1) },
    { keys: ['w'], label: t('keyboard.watch'), group: 'rating', command: true, run: () => clip && actions.open(clip) },
    {
      keys: ['e'],
      label: t('keyboard.edit'),
      group: 'rating',
      command: true,
      run: () => clip && router.push(`${path}/clips/${clip.id}`),
    },
    {
      keys: ['r'],
      label: t('keyboard.render'),
      group: 'rating',
      command: true,
      run: () => clip && void renderOpen(clip, t),
    },
  ]);
  useRatingKeys(clip, actions);
}

/** Makes those of its videos anew that are not as the clip is. */
async function renderOpen(clip: ClipView, t: Texts): Promise<void> {
  // One that runs may have begun before the last change: then it is begun anew.
  const open = clip.renders.filter(
    ({ status, textChanged }) => textChanged || status === 'failed' || status === 'running',
  );
  if (open.length === 0) return;
  await attempt(async () => {
    const asked = await Promise.all(open.map(({ aspect }) => episodeCalls.renderClip(clip.id, aspect)));
    const isNew = asked.some(({ status }) => status === 'queued');
    toast('ok', t(isNew ? 'editor.renderedNow' : 'editor.renderedAlready'));
  });
  await mutate((key) => typeof key === 'string' && key.endsWith('/clips'));
}
