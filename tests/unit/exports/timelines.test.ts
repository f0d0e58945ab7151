import { describe, expect, it } from 'vitest';
import { toEdl } from '#lib/server/exports/edl.ts';
import { toFcpxml } from '#lib/server/exports/fcpxml.ts';
import { frameAt, timebaseOf, timecode } from '#lib/server/exports/timecode.ts';
import type { TimelineSource } from '#lib/server/exports/timeline.ts';
import { EXPORT_PRESETS, exportPresetSchema, presetProblems } from '#lib/shared/exports.ts';

const NTSC: TimelineSource = {
  fileName: 'A & B <episode> "1".mp4',
  durationMs: 3_600_000,
  video: { width: 1920, height: 1080, fps: 29.97 },
  audio: { channels: 2, sampleRate: 48_000 },
};
const SOUND: TimelineSource = { ...NTSC, fileName: 'talk.mp3', video: null };
const CLIPS = [
  { title: 'First & best', startMs: 61_040, endMs: 90_000 },
  { title: 'Two\nlines\u0000', startMs: 1_800_000, endMs: 1_830_500 },
];

/** Elements in order with their attributes; throws where tags do not match. */
function parseXml(xml: string): { name: string; attributes: Record<string, string> }[] {
  const open: string[] = [];
  const elements: { name: string; attributes: Record<string, string> }[] = [];
  const body = xml.replace(/^<\?xml[^?]*\?>\s*<!DOCTYPE fcpxml>/, '');
  expect(body.replace(/<[^<>]*>/g, '').trim()).toBe('');
  for (const [, close, name = '', rest = '', empty] of body.matchAll(
    /<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/g,
  )) {
    if (close) {
      expect(open.pop()).toBe(name);
      continue;
    }
    const attributes = Object.fromEntries(
      [...rest.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
    );
    for (const value of Object.values(attributes)) expect(value).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
    elements.push({ name, attributes });
    if (!empty) open.push(name);
  }
  expect(open).toEqual([]);
  return elements;
}

describe('timecode', () => {
  it('counts whole pictures at the rate of the source', () => {
    const ntsc = timebaseOf(29.97);
    expect(ntsc).toEqual({ nominal: 30, unit: 1001, scale: 30_000 });
    expect(frameAt(ntsc, 3_600_000)).toBe(107_892);
    expect(timecode(ntsc, 107_892)).toBe('00:59:56:12');
    expect(timebaseOf(23.976)).toEqual({ nominal: 24, unit: 1001, scale: 24_000 });
    expect(timebaseOf(25)).toEqual({ nominal: 25, unit: 1, scale: 25 });
    expect(timebaseOf(null).nominal).toBe(25);
    expect(timecode(timebaseOf(25), frameAt(timebaseOf(25), 61_040))).toBe('00:01:01:01');
  });
});

describe('an EDL', () => {
  const lines = toEdl('My clips', { ...NTSC, video: { width: 1, height: 1, fps: 25 } }, CLIPS).split('\r\n');
  const events = lines.filter((line) => /^\d{3} /.test(line));

  it('has one event a clip, with source and record times of the same length', () => {
    expect(events).toHaveLength(2);
    const times = events.map((line) => line.match(/\d\d:\d\d:\d\d:\d\d/g));
    expect(times).toEqual([
      ['00:01:01:01', '00:01:30:00', '01:00:00:00', '01:00:28:24'],
      ['00:30:00:00', '00:30:30:13', '01:00:28:24', '01:00:59:12'],
    ]);
    expect(events[0]).toMatch(/^001 {2}AX {7}B {5}C {8}/);
  });

  it('lets no title begin a line of its own', () => {
    expect(lines.filter((line) => line.startsWith('lines'))).toEqual([]);
    expect(lines).toContain('* COMMENT: Two lines ');
  });

  it('is for sound alone where there is no picture', () => {
    expect(toEdl('x', SOUND, CLIPS)).toMatch(/^001 {2}AX {7}AA {4}C/m);
  });
});

describe('an FCPXML', () => {
  it('is well-formed, with times that are whole pictures inside the source', () => {
    const elements = parseXml(toFcpxml('A "title" & more', NTSC, CLIPS));
    const format = elements.find(({ name }) => name === 'format')?.attributes;
    expect(format).toMatchObject({ frameDuration: '1001/30000s', width: '1920', height: '1080' });
    const clips = elements.filter(({ name }) => name === 'asset-clip');
    expect(clips.map(({ attributes }) => attributes.name)).toEqual(['First &amp; best', 'Two lines ']);
    const total = frames(elements.find(({ name }) => name === 'sequence')?.attributes.duration);
    expect(clips.reduce((sum, { attributes }) => sum + frames(attributes.duration), 0)).toBe(total);
    expect(frames(clips[1]?.attributes.offset)).toBe(frames(clips[0]?.attributes.duration));
    expect(frames(clips[0]?.attributes.start)).toBe(frameAt(timebaseOf(29.97), 61_040));
  });

  it('of sound alone says so', () => {
    const [asset] = parseXml(toFcpxml('x', SOUND, CLIPS)).filter(({ name }) => name === 'asset');
    expect(asset?.attributes).toMatchObject({ hasAudio: '1', audioRate: '48000' });
    expect(asset?.attributes).not.toHaveProperty('hasVideo');
  });

  function frames(time = ''): number {
    const [, count = '0'] = /^(\d+)\/30000s$/.exec(time) ?? [];
    expect(Number(count) % 1001).toBe(0);
    return Number(count) / 1001;
  }
});

describe('presets', () => {
  it('take what we make, and say why they refuse something else', () => {
    for (const preset of exportPresetSchema.options) {
      expect(presetProblems(preset, { durationMs: 30_000, sizeBytes: 30 * 1_500_000 })).toEqual([]);
      expect(EXPORT_PRESETS[preset].source).toMatch(/\w/);
    }
    expect(presetProblems('x', { durationMs: 150_000, sizeBytes: 9e6 })).toEqual(['X takes at most 140 seconds']);
    expect(presetProblems('square', { durationMs: 60_000, sizeBytes: 101e6 })).toEqual([
      'Square feed takes at most 100 MB',
    ]);
  });
});
