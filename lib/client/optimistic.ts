import { mutate } from 'swr';
import type { ClipView } from '#lib/shared/api/clips.ts';
import type { ClipsOfEpisode } from './episode-hooks.ts';
import { urls } from './urls.ts';

interface Optimistic<T> {
  /** Under which the page keeps the answer. */
  key: string;
  /** Shows the change before the server knows of it. */
  apply: (current: T) => T;
  /** Puts back what was there, in what may be another answer by now. */
  revert: (current: T) => T;
  /** Resolves to whether it was stored; says by itself why not. */
  send: () => Promise<boolean>;
}

/**
 * Shows a change at once and takes it back where it could not be stored, also while the server is away: what was
 * there is remembered, not asked for.
 */
export async function optimistic<T>({ key, apply, revert, send }: Optimistic<T>): Promise<boolean> {
  const change = (by: (current: T) => T) =>
    mutate<T>(key, (current) => (current === undefined ? current : by(current)), { revalidate: false });
  await change(apply);
  const saved = await send();
  if (!saved) await change(revert);
  // Nobody waits for it: what else the server made of it, e.g. another order.
  void mutate(key);
  return saved;
}

/** The same for some fields of one clip in the list of its episode. */
export function optimisticClip(
  episodeId: string,
  clip: ClipView,
  fields: Partial<ClipView>,
  send: () => Promise<boolean>,
): Promise<boolean> {
  const before = Object.fromEntries(Object.keys(fields).map((name) => [name, Reflect.get(clip, name)]));
  const having = (values: Partial<ClipView>) => (current: ClipsOfEpisode) => ({
    ...current,
    clips: current.clips.map((each) => (each.id === clip.id ? { ...each, ...values } : each)),
  });
  return optimistic({ key: urls.clips(episodeId), apply: having(fields), revert: having(before), send });
}
