import type { TestContext } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** What this machine lacks; read by scripts/testing/results.ts. */
    absent?: string;
  }
}

/**
 * Ends a test that is about something which need not be on a machine (shared recordings, promtool), where others
 * stand in for it. The run tells what was left out; any other skipped test fails it.
 */
export function absent(context: TestContext, what: string): never {
  context.task.meta.absent = what;
  return context.skip(what);
}
