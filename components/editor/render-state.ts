import type { Texts } from '#lib/client/texts.tsx';
import type { ClipView, RenderView } from '#lib/shared/api/clips.ts';
import type { ClipFraming } from '#lib/shared/framing.ts';
import type { Aspect } from '#lib/shared/states.ts';
import { isSameLook, type Look } from '#lib/shared/styles/looks.ts';

export type Freshness = 'none' | 'queued' | 'running' | 'failed' | 'changed' | 'current';

/** A video of the clip against the clip as it is now. */
export interface RenderState {
  readonly aspect: Aspect;
  readonly render: RenderView | null;
  readonly freshness: Freshness;
  /** What was changed since, in words. */
  readonly changed: readonly string[];
}

/** The state of the clip's video in one shape. */
export function renderState(t: Texts, clip: ClipView, framing: ClipFraming | undefined, aspect: Aspect): RenderState {
  const render = clip.renders.find((each) => each.aspect === aspect) ?? null;
  if (!render) return { aspect, render, freshness: 'none', changed: [] };
  if (render.status === 'queued' || render.status === 'running') {
    return { aspect, render, freshness: render.status, changed: [] };
  }
  if (render.status !== 'done') return { aspect, render, freshness: 'failed', changed: [] };
  const names = { cut: t('editor.changedCut'), words: t('editor.changedWords'), title: t('editor.changedTitle') };
  const framed = framing?.renders.find((each) => each.id === render.id)?.changed ?? false;
  const changed = [...render.changes.map((change) => names[change]), ...(framed ? [t('editor.changedFraming')] : [])];
  return { aspect, render, freshness: changed.length > 0 ? 'changed' : 'current', changed };
}

/** The same with a look that was chosen for the next video: the present one does not have it. */
export function withLook(state: RenderState, chosen: Look | null): RenderState {
  const had = state.render?.look ?? null;
  if (state.freshness !== 'current' || chosen === null || isSameLook({ ...had, ...chosen }, had)) return state;
  return { ...state, freshness: 'changed' };
}

/** The videos that are not as the clip is: those that a person means with 'Render all'. */
export function toRender(states: readonly RenderState[]): RenderState[] {
  return states.filter(({ freshness }) => freshness === 'changed' || freshness === 'failed');
}
