import { expect, test } from 'vitest';
import { conditionNotes, HOST_CONDITIONS } from '#lib/server/services/host/host-conditions.ts';
import type { HostFacts } from '#lib/server/services/host/host-facts.ts';
import { HOST_CODES } from '#lib/shared/host-codes.ts';
import { jobKindSchema } from '#lib/shared/states.ts';
import { CATALOGUES } from '#lib/shared/texts/all.ts';
import { saidIn } from '#lib/shared/texts/said.ts';
import { createTexts } from '#lib/shared/texts/texts.ts';

const NOW = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

interface Changes {
  workers?: number;
  waitingMs?: number;
  failed?: number;
  usedBytes?: number;
  freeBytes?: number;
  missingFiles?: number;
  unforeseen?: number;
  backupAgeMs?: number | null;
}

/** A host that is well, but for this. */
function facts(but: Changes = {}): HostFacts {
  const ended = (kind: string) => ({
    succeeded: kind === 'render' ? 8 : 0,
    failed: kind === 'render' ? (but.failed ?? 1) : 0,
    canceled: 0,
    poisoned: 0,
  });
  const known = {
    queue: {
      workersAlive: but.workers ?? 1,
      oldestRunAt: NOW - (but.waitingMs ?? 1000),
      recent: { byKind: Object.fromEntries(jobKindSchema.options.map((kind) => [kind, ended(kind)])) },
    },
    storage: {
      usedBytes: but.usedBytes ?? 50e9,
      limitBytes: 100e9,
      freeBytes: but.freeBytes ?? 90e9,
      missingFiles: but.missingFiles ?? null,
    },
    errors: { groups: 3, fresh: 2, unforeseen: but.unforeseen ?? 0 },
    backup: but.backupAgeMs === null ? null : { ageMs: but.backupAgeMs ?? HOUR_MS, intervalMs: 24 * HOUR_MS },
  };
  // The rest of the queue's numbers says nothing about its health.
  return known as unknown as HostFacts;
}

const codes = (but?: Changes) => conditionNotes(facts(but), NOW).map(({ code }) => code);

test('a host that is well is told nothing', () => {
  expect(codes()).toEqual([]);
  expect(codes({ backupAgeMs: null })).toEqual([]);
});

test.each<[Changes, string]>([
  [{ workers: 0 }, 'no_worker'],
  [{ waitingMs: 7 * HOUR_MS }, 'queue_waits'],
  [{ failed: 4 }, 'jobs_fail'],
  [{ usedBytes: 91e9 }, 'storage_limit'],
  [{ freeBytes: 4e9 }, 'disk_low'],
  [{ missingFiles: 1 }, 'files_missing'],
  [{ unforeseen: 1 }, 'errors_rise'],
  [{ backupAgeMs: 50 * HOUR_MS }, 'backup_old'],
])('%o is told as %s', (but, code) => {
  expect(codes(but)).toEqual([code]);
});

test('every condition has its words in German', () => {
  const t = createTexts('de', CATALOGUES.de);
  expect(HOST_CONDITIONS.map(({ code }) => code)).toEqual([...HOST_CODES]);
  for (const { text } of HOST_CONDITIONS) expect(saidIn(t, text)).not.toBe(text);
});
