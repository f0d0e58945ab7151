import { writeFile } from 'node:fs/promises';
import type { Reporter, TestModule } from 'vitest/node';
import type { FileTime } from './results.ts';

/** Where the times of a vitest run are written, as JSON. */
export const FILE_TIMES = 'TEST_FILE_TIMES';

/** A reporter of vitest: how long each file took with its hooks and imports, which its own JSON leaves out. */
export default class FileTimes implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const path = process.env[FILE_TIMES];
    if (path) await writeFile(path, JSON.stringify(modules.map(timeOf)));
  }
}

function timeOf(module: TestModule): FileTime {
  const { prepareDuration, collectDuration, setupDuration, duration } = module.diagnostic();
  return {
    path: module.relativeModuleId,
    ms: Math.round(prepareDuration + collectDuration + setupDuration + duration),
  };
}
