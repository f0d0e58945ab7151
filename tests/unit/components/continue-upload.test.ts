import { beforeEach, expect, test, vi } from 'vitest';
import { continueUpload } from '#components/upload/add-files.ts';
import { fingerprintOf } from '#lib/client/upload/fingerprint.ts';
import type { UploadView } from '#lib/shared/api/uploads.ts';
import { english } from '#tests/helpers/texts.ts';

const { sendFiles, toast } = vi.hoisted(() => ({ sendFiles: vi.fn(), toast: vi.fn() }));
vi.mock('#components/layout/toasts.tsx', () => ({ toast }));
vi.mock('#components/upload/uploads.ts', () => ({ sendFiles }));

const file = (name: string, lastModified = 1, content = 'sound') => new File([content], name, { lastModified });
const begun = (given: File, change: Partial<UploadView> = {}): UploadView => ({
  id: 'u',
  fileName: given.name,
  sizeBytes: given.size,
  offsetBytes: 1,
  fingerprint: fingerprintOf(given),
  url: '/api/upload/u',
  createdAt: 1,
  updatedAt: 1,
  ...change,
});

beforeEach(() => vi.clearAllMocks());

test('the same file goes on, also where the server has cleaned its name', () => {
  const given = file('A  show\u202e .mp3');
  continueUpload(english, begun(given, { fileName: 'A show .mp3' }), given);
  expect(sendFiles).toHaveBeenCalledExactlyOnceWith([given]);
  expect(toast).not.toHaveBeenCalled();
});

test.each([
  ['another name', file('b.mp3')],
  ['another size', file('a.mp3', 1, 'more sound')],
  ['a later change', file('a.mp3', 2)],
])('a file with %s is not taken for it', (_, given) => {
  continueUpload(english, begun(file('a.mp3')), given);
  expect(sendFiles).not.toHaveBeenCalled();
  expect(toast).toHaveBeenCalledExactlyOnceWith('bad', expect.stringContaining('waits for a.mp3 with'));
});

test('an upload without a fingerprint asks for its size alone', () => {
  const given = file('a.mp3');
  continueUpload(english, begun(given, { fingerprint: null, fileName: 'b.mp3' }), given);
  expect(sendFiles).toHaveBeenCalledExactlyOnceWith([given]);
});
