import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';

/** Of a browser that came by npm to a machine without the libraries that it needs. */
const libraries = process.env.CHROMIUM_LIBRARIES;

/** A page, its server and what looks at it take turns: two tests at once use two cores well. */
const TESTS_AT_ONCE = Math.min(2, availableParallelism());
// For the workers of the studios: whisper's threads wait for each other, so each studio has cores of its own.
process.env.CPU_THREADS ??= String(Math.floor(availableParallelism() / TESTS_AT_ONCE));

/** Each test file starts the built application through tests/helpers/studio.ts. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  workers: TESTS_AT_ONCE,
  retries: 0,
  forbidOnly: true,
  timeout: 600_000,
  // It only ends what hangs: a loaded machine is slow.
  expect: { timeout: 30_000 },
  outputDir: 'test-results',
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['line'], ['json']] : [['line']],
  use: {
    // A trace of every action makes the tests half as fast again: PLAYWRIGHT_TRACE=1 asks for one.
    trace: process.env.PLAYWRIGHT_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      // `npm test` finds a browser and says here where it is; without it Playwright takes its own.
      executablePath: process.env.CHROMIUM_PATH || undefined,
      env: libraries ? { ...process.env, LD_LIBRARY_PATH: libraries } : undefined,
      // The sandbox does not work for root, e.g. in a container.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
