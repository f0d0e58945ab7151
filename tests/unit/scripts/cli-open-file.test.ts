import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sniffFile } from '#lib/server/media/sniff-file.ts';
import { UsageError } from '#scripts/cli/arguments.ts';
import { describeFailure } from '#scripts/cli/exit.ts';
import { openFile } from '#scripts/cli/open-file.ts';

vi.mock('#lib/server/media/sniff-file.ts', { spy: true });

describe('a file that a command cannot read', () => {
  let dir: string;
  const at = (name: string) => join(dir, name);
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'podpromo-open-'));
    await writeFile(at('a.mp3'), 'x');
    await mkdir(at('folder.mp3'));
    await symlink(at('circle.mp3'), at('circle.mp3'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  async function failure(name: string) {
    const error: unknown = await openFile(at(name), 1000).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    return describeFailure(error);
  }

  test.each([
    ['nowhere.mp3', /^There is no file .*nowhere\.mp3$/],
    ['a.mp3/b.mp3', /^There is no file /],
    ['circle.mp3', /circle\.mp3 cannot be read: its links lead in a circle$/],
    ['folder.mp3', /folder\.mp3 is not a file$/],
    [`${'x'.repeat(300)}.mp3`, /cannot be read: its name is too long$/],
  ])('%s is told in one sentence, with exit code 2', async (name, sentence) => {
    expect(await failure(name)).toEqual({ code: 2, text: expect.stringMatching(sentence) });
  });

  test.each([
    ['EACCES', 'its permissions do not allow it'],
    ['EISDIR', 'it is a folder'],
    ['EIO', 'EIO'],
  ])('%s while it is read is told too', async (code, reason) => {
    vi.mocked(sniffFile).mockRejectedValueOnce(Object.assign(new Error(code), { code, syscall: 'open' }));
    expect(await failure('a.mp3')).toEqual({ code: 2, text: `${at('a.mp3')} cannot be read: ${reason}` });
  });

  test('our own mistakes stay ours', async () => {
    vi.mocked(sniffFile).mockRejectedValueOnce(new TypeError('x'));
    await expect(openFile(at('a.mp3'), 1000)).rejects.toThrow(TypeError);
  });
});
