import type { CDPSession, Page } from '@playwright/test';
import { z } from 'zod';

/** What a part of a journey cost, all in milliseconds. */
export interface PageCost {
  /** Longest task of the page's main thread, by the clock and by its own CPU time. */
  readonly longestMs: number;
  readonly longestCpuMs: number;
  /** Tasks above 50 ms of CPU time. */
  readonly longTasks: number;
  /** Frames that the page could draw in a second. */
  readonly framesPerSecond: number;
  /** From the input to the next paint: the slowest; 0 without an input. */
  readonly interactionMs: number;
}

const eventSchema = z.looseObject({
  name: z.string(),
  ph: z.string().optional(),
  pid: z.number(),
  tid: z.number(),
  dur: z.number().optional(),
  tdur: z.number().optional(),
  args: z.looseObject({ name: z.unknown().optional() }).optional(),
});
type TraceEvent = z.infer<typeof eventSchema>;
const collectedSchema = z.object({ value: z.array(z.unknown()) });
const pageSchema = z.object({ frames: z.number(), ms: z.number(), interactionMs: z.number() });

/** Does something on a page under Chromium's tracing. */
export async function measureCost(page: Page, action: () => Promise<void>): Promise<PageCost> {
  const cdp = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  cdp.on('Tracing.dataCollected', (given) => {
    for (const each of collectedSchema.parse(given).value) {
      const event = eventSchema.safeParse(each);
      if (event.success) events.push(event.data);
    }
  });
  await page.evaluate(startCounting);
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] },
  });
  await action();
  const seen = pageSchema.parse(await page.evaluate(stopCounting));
  await endTracing(cdp);
  await cdp.detach();
  const tasks = mainThreadTasks(events);
  return {
    longestMs: Math.max(0, ...tasks.map(({ dur = 0 }) => dur / 1000)),
    longestCpuMs: Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000)),
    longTasks: tasks.filter(({ tdur = 0 }) => tdur > 50_000).length,
    framesPerSecond: (seen.frames / seen.ms) * 1000,
    interactionMs: seen.interactionMs,
  };
}

async function endTracing(cdp: CDPSession): Promise<void> {
  const complete = new Promise<void>((resolve) => cdp.once('Tracing.tracingComplete', () => resolve()));
  await cdp.send('Tracing.end');
  await complete;
}

function mainThreadTasks(events: readonly TraceEvent[]): TraceEvent[] {
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const isMain = ({ pid, tid }: TraceEvent) => mains.some((main) => main.pid === pid && main.tid === tid);
  return events.filter((event) => /RunTask$/.test(event.name) && event.ph === 'X' && isMain(event));
}

declare global {
  interface Window {
    podpromoCount?: { frames: number; startedAt: number; interactionMs: number; stop: () => void };
  }
}

/** Runs in the page. */
function startCounting(): void {
  let frame = requestAnimationFrame(function next() {
    count.frames += 1;
    frame = requestAnimationFrame(next);
  });
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) count.interactionMs = Math.max(count.interactionMs, entry.duration);
  });
  const stop = () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
  };
  const count = { frames: 0, startedAt: performance.now(), interactionMs: 0, stop };
  const options: PerformanceObserverInit & { durationThreshold: number } = { type: 'event', durationThreshold: 16 };
  observer.observe(options);
  window.podpromoCount = count;
}

/** Runs in the page. */
async function stopCounting(): Promise<{ frames: number; ms: number; interactionMs: number }> {
  const ms = performance.now() - (window.podpromoCount?.startedAt ?? 0);
  const frames = window.podpromoCount?.frames ?? 0;
  // What was painted last is told with the frame after it.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await new Promise((resolve) => setTimeout(resolve, 50));
  window.podpromoCount?.stop();
  return { frames, ms, interactionMs: window.podpromoCount?.interactionMs ?? 0 };
}
