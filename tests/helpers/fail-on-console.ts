import { afterEach, beforeEach, vi } from 'vitest';

/**
 * A unit test that writes warnings or errors fails: they are either a fault or belong into an expectation.
 * A test that expects one replaces the method itself (`vi.spyOn(console, 'error').mockImplementation(…)`).
 */
const written: string[] = [];

beforeEach(() => {
  written.length = 0;
  for (const method of ['error', 'warn'] as const) {
    vi.spyOn(console, method).mockImplementation((...values: unknown[]) => {
      written.push(`console.${method}: ${values.map(String).join(' ')}`);
    });
  }
});

afterEach(() => {
  if (written.length > 0) throw new Error(`unexpected output:\n${written.join('\n')}`);
});
