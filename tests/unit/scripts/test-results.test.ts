import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '#scripts/supervisor/commands.ts';
import { plan } from '#scripts/testing/phases.ts';
import { readPlaywrightResults, readVitestResults } from '#scripts/testing/results.ts';

let folder = '';
const path = () => join(folder, 'results.json');
const store = (results: unknown) => writeFile(path(), JSON.stringify(results));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'podpromo-results-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('results of vitest', () => {
  const results = {
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] }],
  };

  it('are counted', async () => {
    await store({ ...results, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 });
    expect(await readVitestResults(path(), 1)).toMatchObject({ passed: 5, failed: 2, skipped: 2 });
  });

  it('tell of tests about what is not on this machine, which are no failures', async () => {
    const left = { status: 'skipped', meta: { absent: 'promtool is not installed here' } };
    const file = { name: 'a.test.ts', status: 'passed', assertionResults: [left, { status: 'skipped', meta: {} }] };
    await store({ ...results, numPendingTests: 2, testResults: [file] });
    const tally = await readVitestResults(path(), 0);
    expect(tally).toMatchObject({ passed: 5, failed: 0, skipped: 1, absent: ['promtool is not installed here'] });
  });

  it('count a file that could not be loaded as a failure', async () => {
    await store({ ...results, testResults: [{ name: 'b.test.ts', status: 'failed', assertionResults: [] }] });
    const tally = await readVitestResults(path(), 1);
    expect(tally).toMatchObject({ passed: 5, failed: 1, reasons: ['b.test.ts could not be run'] });
  });

  it('do not hide an end with an error that no test accounts for', async () => {
    await store(results);
    expect(await readVitestResults(path(), 0)).toMatchObject({ passed: 5, failed: 0 });
    expect(await readVitestResults(path(), 'SIGKILL')).toMatchObject({ passed: 5, failed: 1 });
  });

  it('have the times of files where our reporter wrote them', async () => {
    await store(results);
    const times = [{ path: 'tests/a.test.ts', ms: 1200 }];
    await writeFile(join(folder, 'times.json'), JSON.stringify(times));
    expect((await readVitestResults(path(), 0, join(folder, 'times.json'))).files).toEqual(times);
    expect((await readVitestResults(path(), 0, join(folder, 'none.json'))).files).toEqual([]);
  });

  it('that are missing are a failure', async () => {
    expect(await readVitestResults(path(), 1)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe('results of playwright', () => {
  it('count a test that passed only at the second try as failed', async () => {
    await store({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] });
    expect(await readPlaywrightResults(path(), 1)).toMatchObject({ passed: 3, failed: 2, skipped: 2 });
  });

  it('have the times of files, with the suites inside of them', async () => {
    const spec = (...durations: number[]) => ({ tests: durations.map((duration) => ({ results: [{ duration }] })) });
    const inner = { file: 'a.test.ts', specs: [spec(20)] };
    const suites = [{ file: 'a.test.ts', specs: [spec(100, 200), spec(3)], suites: [inner] }];
    const config = { rootDir: join(projectRoot, 'tests', 'e2e') };
    await store({ stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0 }, config, suites });
    const { files } = await readPlaywrightResults(path(), 0);
    expect(files).toEqual([{ path: join('tests', 'e2e', 'a.test.ts'), ms: 323 }]);
  });

  it('carry errors from outside of the tests', async () => {
    await store({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{ message: 'no tests' }] });
    const tally = await readPlaywrightResults(path(), 1);
    expect(tally).toMatchObject({ failed: 1, reasons: ['no tests', 'playwright ended with 1'] });
  });
});

describe('the phases of a run', () => {
  it('are all of them where none is named', () => {
    expect(plan([])).toEqual(['lint', 'typecheck', 'unit', 'db', 'integration', 'speech', 'e2e']);
  });

  it('are those that are named, and nothing where one is unknown', () => {
    expect(plan(['db'])).toEqual(['db']);
    expect(plan(['db', 'toString'])).toBeNull();
  });
});
