import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Env } from '#lib/server/env.ts';
import { listenThrough, settleDuration } from '#lib/server/media/listen-through.ts';
import { probeMedia } from '#lib/server/media/probe.ts';
import type { Aspect } from '#lib/shared/states.ts';
import type { Word } from '#lib/shared/transcript.ts';
import { type RenderedClip, type RenderRequest, renderClip } from '#workers/render/render-clip.ts';

/** Words of 350 ms one after the other, from `startMs` to `endMs`. */
export function evenWords(startMs: number, endMs: number): Word[] {
  const texts = 'We looked at every page, and nobody had read it before. So we began again'.split(' ');
  const count = Math.floor((endMs - startMs) / 350);
  return Array.from({ length: count }, (_, position) => ({
    startMs: startMs + position * 350,
    endMs: startMs + position * 350 + 320,
    text: texts[position % texts.length] ?? '',
    confidence: null,
  }));
}

/** Renders a part of a file as the worker would. */
export async function renderPart(
  env: Env,
  dir: string,
  path: string,
  options: { aspect: Aspect; startMs: number; endMs: number } & Partial<RenderRequest>,
): Promise<RenderedClip> {
  const { startMs, endMs, aspect, ...rest } = options;
  const { signal } = new AbortController();
  const claimed = await probeMedia(env, path, signal);
  const { decodedMs } = await listenThrough({ env, path, info: claimed, signal });
  return await renderClip({
    ...{ env, signal, aspect, artworkPath: null, show: 'A Show', threads: 2 },
    source: { path, info: settleDuration(claimed, decodedMs).info },
    clip: { startMs, endMs, title: "It's {\\fs9999} 100%: a, 'title' 🎉" },
    words: evenWords(startMs, endMs),
    outDir: await mkdtemp(join(dir, 'out-')),
    workDir: await mkdtemp(join(tmpdir(), 'podpromo-work-')),
    ...rest,
  });
}
