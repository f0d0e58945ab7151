import { describe, expect, test } from 'vitest';
import { decodeText, parseTranscript } from '#lib/shared/transcript/formats/parse.ts';
import { TranscriptFormatError, timesOf } from '#lib/shared/transcript/formats/parsed.ts';
import { createRandom } from '#tests/helpers/random.ts';

const read = (text: string) => {
  const parsed = parseTranscript(text);
  return { ...parsed, times: timesOf(parsed), lines: parsed.cues.map((cue) => [cue.speaker, cue.text]) };
};
const json = (value: unknown) => read(JSON.stringify(value));

describe('SRT', () => {
  test('as written by many hands: marks, line ends, points, missing numbers, no empty line', () => {
    const srt =
      '\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Hello</i> {\\an8}there\r\n\r\n0:03.5 --> 00:00:04.000 X1:0\nsecond\nline\n3\n00:00:05,000 --> 00:00:06,000\nthird';
    const { format, times, cues } = read(srt);
    expect([format, times]).toEqual(['srt', 'cues']);
    expect(cues.map((cue) => [cue.time?.startMs, cue.time?.endMs, cue.text])).toEqual([
      [1000, 2500, 'Hello there'],
      [3500, 4000, 'second line'],
      [5000, 6000, 'third'],
    ]);
  });

  test('with speakers', () => {
    const cue = (at: number, text: string) => `${at}\n00:00:0${at},000 --> 00:00:0${at},900\n${text}\n\n`;
    expect(read(cue(1, 'Ada: Hello.') + cue(2, 'Bo: Hi.') + cue(3, 'One thing: no.')).lines).toEqual([
      ['Ada', 'Hello.'],
      ['Bo', 'Hi.'],
      [null, 'One thing: no.'],
    ]);
    expect(read(cue(1, 'So.') + cue(2, 'We go.') + cue(3, 'One thing: no.')).lines[2]).toEqual([
      null,
      'One thing: no.',
    ]);
  });

  test.each([
    ['1\n00:00:05,000 --> 00:00:04,000\nx', /line 2 ends before/],
    ['1\n00:00:05,000 --> 00:00:06,000\nx\n\n2\n00:xx:05 --> 00:00:06,000\ny', /Line 6 has times/],
  ])('%j is refused with its line', (text, reason) => {
    expect(() => parseTranscript(text)).toThrow(reason);
  });
});

describe('VTT', () => {
  test('with notes, styles, names, settings, voices and entities', () => {
    const { language, lines, times } = read(
      'WEBVTT - title\nLanguage: de\n\nNOTE\na --> b\n\nSTYLE\n::cue { }\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v.loud Ada>Salt &amp; <b>pepper</b>\n\n00:02.000 --> 00:03.000\n<v Ada>one</v> <v Bo>two</v>\n',
    );
    expect([language, times]).toEqual(['de', 'cues']);
    expect(lines).toEqual([
      ['Ada', 'Salt & pepper'],
      ['Ada', 'one'],
      ['Bo', 'two'],
    ]);
  });

  test.each(['\r\n', '\r'])('with the line ends of other systems: %j', (end) => {
    const vtt = 'WEBVTT\n\nNOTE a\nb\n\n1\n00:01.000 --> 00:02.000\nHello\nthere\n\n00:02.000 --> 00:03.000\nyou\n';
    expect(read(`\ufeff${vtt.replaceAll('\n', end)}`).lines).toEqual([
      [null, 'Hello there'],
      [null, 'you'],
    ]);
  });

  test('with the time of each word; an empty stretch is a gap', () => {
    const { cues, times } = read(
      'WEBVTT\n\n00:01.000 --> 00:03.000\nOne<00:00:01.400> <00:00:01.600>two <00:00:02.000>three four\n',
    );
    expect(times).toBe('words');
    expect(cues[0]?.words?.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['One', 1000, 1400],
      ['two', 1600, 2000],
      ['three', 2000, 2556],
      ['four', 2556, 3000],
    ]);
  });

  test('live captions that repeat the line before say it once', () => {
    const vtt =
      'WEBVTT\n\n00:00.000 --> 00:02.000\n \nhello<00:00:01.000><c> there</c>\n\n00:02.000 --> 00:02.010\nhello there\n \n\n00:02.010 --> 00:04.000\nhello there\ngood<00:00:03.000><c> day</c>\n\n00:04.000 --> 00:04.010\ngood day\n \n';
    expect(read(vtt).cues.map((cue) => cue.text)).toEqual(['hello there', 'good day']);
  });
});

describe('JSON', () => {
  const segment = { start: 1, end: 2, text: ' Hello there.' };
  const words = [
    { word: ' Hello', start: 1, end: 1.5, probability: 0.9 },
    { word: ' there', start: 1.5, end: 1.9, probability: 0.5 },
    { word: '.', start: 1.9, end: 2, probability: 0.4 },
  ];
  test('of openai/whisper with and without words', () => {
    expect(json({ text: '', language: 'en', segments: [segment] })).toMatchObject({ language: 'en', times: 'cues' });
    const whole = json({ segments: [{ ...segment, words }], language: 'english' });
    expect(whole).toMatchObject({ language: 'en', times: 'words', format: 'whisper_json' });
    expect(whole.cues[0]?.words?.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['Hello', 1000, 1500],
      ['there.', 1500, 2000],
    ]);
  });

  test('of faster-whisper as a list, of whisperX with a word that has no time, of the API with words beside', () => {
    expect(json([{ ...segment, id: 1, words }]).times).toBe('words');
    expect(json({ segments: [{ ...segment, speaker: 'SPEAKER_00', words: [{ word: '5' }] }] })).toMatchObject({
      times: 'cues',
      lines: [['SPEAKER_00', 'Hello there.']],
    });
    const api = { segments: [segment], words: words.map(({ word, ...rest }) => ({ word: word.trim(), ...rest })) };
    expect(json(api).times).toBe('words');
  });

  test('of whisper.cpp with tokens', () => {
    const token = (text: string, from: number, to: number, p = 0.9) => ({ text, offsets: { from, to }, p });
    const { cues, times, language } = json({
      result: { language: 'en' },
      transcription: [
        {
          offsets: { from: 0, to: 900 },
          text: ' Hello there.',
          tokens: [
            token('[_BEG_]', 0, 0),
            token(' Hel', 0, 200),
            token('lo', 200, 400, 0.3),
            token(' there', 400, 800),
            token('.', 800, 900),
          ],
        },
      ],
    });
    expect([times, language]).toEqual(['words', 'en']);
    expect(cues[0]?.words).toEqual([
      { text: 'Hello', startMs: 0, endMs: 400, confidence: 0.3 },
      { text: 'there.', startMs: 400, endMs: 900, confidence: 0.9 },
    ]);
  });

  test('of Podcasting 2.0, by word and by phrase', () => {
    const phrase = { speaker: 'Ada', startTime: 0.5, endTime: 2, body: 'Hello there.' };
    expect(json({ version: '1.0.0', segments: [phrase] })).toMatchObject({
      times: 'cues',
      lines: [['Ada', 'Hello there.']],
    });
    expect(json({ segments: [{ ...phrase, body: 'Hello' }] }).times).toBe('words');
  });

  test('names and texts lose what nobody sees and what would break a line', () => {
    const segment = (speaker: string, body: string) => ({ speaker, startTime: 1, endTime: 2, body });
    const segments = [
      segment('Ada\n\n<b>: 1', '\u202eHel\u0007lo\u202c\nthere'),
      segment('x'.repeat(500), 'a'),
      segment(':', '\u0007'),
    ];
    expect(json({ version: '1.0.0', segments }).lines).toEqual([
      ['Ada b 1', 'Hello there'],
      ['x'.repeat(60), 'a'],
    ]);
  });

  test.each([
    ['{"segments": [', /cut off/],
    ['{"a": 1}', /none of Whisper/],
    ['{"segments":[{"start":1e9,"end":2e9,"text":"x"}]}', /Segment 1/],
  ])('%s is refused', (text, reason) => {
    expect(() => parseTranscript(text)).toThrow(reason);
  });
});

describe('plain text', () => {
  test.each([
    [
      'Hello there.\n\nGood day.',
      [
        [null, 'Hello there.'],
        [null, 'Good day.'],
      ],
    ],
    [
      'Ada: Hello.\nMore of it.\n\nBo: Hi.',
      [
        ['Ada', 'Hello.'],
        ['Ada', 'More of it.'],
        ['Bo', 'Hi.'],
      ],
    ],
    [
      '[00:00:01] Ada: Hello.\n[00:00:05] Bo: Hi.',
      [
        ['Ada', 'Hello.'],
        ['Bo', 'Hi.'],
      ],
    ],
    [
      'Ada Lindqvist  0:03\nHello.\n\nBo  1:12\nHi.',
      [
        ['Ada Lindqvist', 'Hello.'],
        ['Bo', 'Hi.'],
      ],
    ],
    [
      'ADA:\nHello.\nBO:\nHi.',
      [
        ['ADA', 'Hello.'],
        ['BO', 'Hi.'],
      ],
    ],
    [
      '# An episode\n**Ada:** Hello.\n**Bo**: Hi.',
      [
        [null, 'An episode'],
        ['Ada', 'Hello.'],
        ['Bo', 'Hi.'],
      ],
    ],
    [
      'We said one thing: no.\nThen we left.\nOne thing: it rained.',
      [
        [null, 'We said one thing: no.'],
        [null, 'Then we left.'],
        [null, 'One thing: it rained.'],
      ],
    ],
  ])('%j', (text, lines) => {
    expect(read(text)).toMatchObject({ times: 'none', lines });
  });
});

test.each([
  ...['', '  \n ', '\ufeff', '%PDF-1.7 x', 'PK\u0003\u0004', '{\\rtf1 x}', 'a\0b', '...\n---', '[]', '{}'],
  '\ufeff[Script Info]\nTitle: x',
  '<!DOCTYPE html><p>x',
  '<?xml version="1.0"?><tt>x</tt>',
])('%j is no transcript, and it is said why', (text) => {
  expect(() => parseTranscript(text)).toThrow(TranscriptFormatError);
});

test.each([
  ['marks that never close', `1\n00:00:01,000 --> 00:00:02,000\nx ${'<b '.repeat(200_000)}`],
  ['the same in VTT', `WEBVTT\n\n00:01.000 --> 00:02.000\nx ${'<v '.repeat(200_000)}`],
  ['empty lines', `x${'\n'.repeat(300_000)}y`],
  ['braces', `1\n00:00:01,000 --> 00:00:02,000\nx ${'{\\'.repeat(200_000)}`],
])('%s without end are read in no time', (_, text) => {
  const started = performance.now();
  try {
    parseTranscript(text);
  } catch (error) {
    expect(error).toBeInstanceOf(TranscriptFormatError);
  }
  expect(performance.now() - started).toBeLessThan(5000);
});

test('files are read whichever way they were saved', () => {
  expect(decodeText(new TextEncoder().encode('façade'))).toBe('façade');
  expect(decodeText(new Uint8Array([0x66, 0x61, 0xe7]))).toBe('faç');
  expect(decodeText(new Uint8Array([0xff, 0xfe, 0x41, 0x00]))).toBe('A');
  expect(() => decodeText(new Uint8Array([0x41, 0x00, 0x42]))).toThrow(TranscriptFormatError);
});

test('files with torn and exchanged bytes are read or refused, never anything else (seed 10)', () => {
  const random = createRandom(10);
  const samples = [
    '1\n00:00:01,000 --> 00:00:02,500\nAda: Hello\n\n2\n00:00:03,000 --> 00:00:04,000\nBo: there\n',
    'WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ada>One<00:00:01.400> two &amp; &#123; three\n',
    JSON.stringify({ version: '1.0.0', segments: [{ startTime: 1, endTime: 2, body: 'x' }] }),
    JSON.stringify({ transcription: [{ offsets: { from: 1, to: 2 }, text: 'x', tokens: [{ text: 'x', p: 1 }] }] }),
    JSON.stringify({ segments: [{ start: 1, end: 2, text: 'x', words: [{ word: 'x', start: 1, end: 2 }] }] }),
    'Ada: Hello.\n\n[00:12] Bo: Hi.\n',
  ];
  for (let round = 0; round < 3000; round += 1) {
    const characters = [...random.pick(samples)];
    for (let hit = random.whole(1, 6); hit > 0; hit -= 1) {
      characters.splice(
        random.whole(0, characters.length),
        random.whole(0, 3),
        random.pick([...'0159:,.-<>&#{}[]"\n \ud800é\u0301']),
      );
    }
    try {
      for (const { time, words } of parseTranscript(characters.join('')).cues) {
        for (const { startMs, endMs } of [...(time ? [time] : []), ...(words ?? [])]) {
          expect(Number.isInteger(startMs) && Number.isInteger(endMs) && startMs >= 0 && endMs >= startMs).toBe(true);
        }
      }
    } catch (error) {
      expect(error).toBeInstanceOf(TranscriptFormatError);
    }
  }
});
