import { describe, expect, test } from 'vitest';
import { ifRangeHolds, isNotModified, parseRange } from '#lib/server/range.ts';

describe('parseRange of a file of 1000 bytes', () => {
  const full = { kind: 'full' };
  const part = (start: number, end: number) => ({ kind: 'part', start, end });
  const unsatisfiable = { kind: 'unsatisfiable' };
  test.each([
    [null, full],
    ['bytes=0-', part(0, 999)],
    ['bytes=0-0', part(0, 0)],
    ['bytes=0-499', part(0, 499)],
    ['bytes=500-999', part(500, 999)],
    ['bytes=500-', part(500, 999)],
    ['bytes=900-2000', part(900, 999)],
    ['bytes=999-', part(999, 999)],
    ['bytes=-1', part(999, 999)],
    ['bytes=-500', part(500, 999)],
    ['bytes=-5000', part(0, 999)],
    ['BYTES = 0 - 9', part(0, 9)],
    ['bytes=1000-', unsatisfiable],
    ['bytes=1000-1001', unsatisfiable],
    ['bytes=-0', unsatisfiable],
    [`bytes=${'9'.repeat(40)}-`, unsatisfiable],
    [`bytes=0-${'9'.repeat(400)}`, part(0, 999)],
    // Several parts, other units and nonsense are ignored: the whole file.
    ['bytes=0-1,5-6', full],
    [`bytes=${'0-1,'.repeat(500)}5-6`, full],
    ['bytes=9-5', full],
    ['bytes=-', full],
    ['bytes=', full],
    ['bytes=a-b', full],
    ['bytes=--5', full],
    ['bytes=1.5-3', full],
    ['bytes=0x1-0x5', full],
    ['lines=0-9', full],
    ['0-9', full],
    ['', full],
  ])('%s', (header, expected) => {
    expect(parseRange(header, 1000)).toEqual(expected);
  });

  test('an empty file has no part at all', () => {
    expect(parseRange('bytes=0-', 0)).toEqual(unsatisfiable);
    expect(parseRange('bytes=-1', 0)).toEqual(unsatisfiable);
    expect(parseRange(null, 0)).toEqual(full);
  });
});

describe('ifRangeHolds', () => {
  const version = { etag: '"abc"', modifiedAt: new Date('2026-01-02T03:04:05.678Z') };
  test.each([
    [null, true],
    ['"abc"', true],
    ['"abd"', false],
    ['W/"abc"', false],
    ['Fri, 02 Jan 2026 03:04:05 GMT', true],
    ['Fri, 02 Jan 2026 03:04:06 GMT', false],
    ['nonsense', false],
  ])('%s: %s', (header, expected) => {
    expect(ifRangeHolds(header, version)).toBe(expected);
  });
});

describe('isNotModified', () => {
  const version = { etag: 'W/"abc"', modifiedAt: new Date('2026-01-02T03:04:05.678Z') };
  test.each([
    [{}, false],
    [{ 'if-none-match': '"abc"' }, true],
    [{ 'if-none-match': 'W/"abc"' }, true],
    [{ 'if-none-match': '"x", W/"abc"' }, true],
    [{ 'if-none-match': '*' }, true],
    [{ 'if-none-match': '"x"' }, false],
    [{ 'if-modified-since': 'Fri, 02 Jan 2026 03:04:05 GMT' }, true],
    [{ 'if-modified-since': 'Fri, 02 Jan 2026 03:04:04 GMT' }, false],
    [{ 'if-modified-since': 'nonsense' }, false],
    // The tag decides where both are given.
    [{ 'if-none-match': '"x"', 'if-modified-since': 'Fri, 02 Jan 2027 03:04:05 GMT' }, false],
  ])('%o: %s', (headers, expected) => {
    expect(isNotModified(new Headers(headers as Record<string, string>), version)).toBe(expected);
  });
});
