import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Kinds of tests, each with what it may use and how long it may take. Several of them run one after the other. */
export default defineConfig({
  test: {
    pool: 'forks',
    retry: 0,
    passWithNoTests: false,
    allowOnly: false,
    coverage: {
      provider: 'v8',
      include: ['lib/**/*.ts', 'db/**/*.ts', 'workers/**/*.ts'],
      reporter: ['text-summary', 'text', 'html', 'json-summary'],
      reportsDirectory: 'coverage',
    },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          setupFiles: ['tests/helpers/fail-on-console.ts'],
          testTimeout: 40_000,
          // Every core: vitest itself leaves one of them out.
          maxWorkers: '100%',
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'db',
          include: ['tests/db/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One more than cores on a small machine: much of it waits for leases and connections.
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
      {
        // Real ffmpeg and servers.
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // One more than cores on a small machine: much of it waits for programs and servers.
          maxWorkers: 3,
          sequence: { groupOrder: 3 },
        },
      },
      {
        // Real whisper. Its threads wait for each other, and take ten times as long beside others: so two files at
        // a time, each with its half of the cores.
        test: {
          name: 'speech',
          include: ['tests/speech/**/*.test.ts'],
          env: { CPU_THREADS: String(Math.max(1, Math.floor(availableParallelism() / 2))) },
          maxWorkers: 2,
          sequence: { groupOrder: 4 },
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'bench',
          include: ['tests/bench/**/*.test.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
