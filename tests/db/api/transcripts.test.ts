import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { getClip } from '#db/repositories/clips.ts';
import { listEpisodeJobs } from '#db/repositories/jobs/list-episode-jobs.ts';
import { getRender, showsTextStatement } from '#db/repositories/renders.ts';
import { saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import { clipListSchema, renderViewSchema } from '#lib/shared/api/clips.ts';
import { episodeDetailSchema } from '#lib/shared/api/episodes.ts';
import { showListSchema, showViewSchema } from '#lib/shared/api/shows.ts';
import { type TranscriptAnswer, transcriptAnswerSchema } from '#lib/shared/api/transcript.ts';
import { segmentOf, wordsOf } from '#lib/shared/transcript/sentence.ts';
import { toSentences } from '#lib/shared/transcript/sentences.ts';
import type { Transcript } from '#lib/shared/transcript.ts';
import { transcriptVersionsSchema } from '#lib/shared/transcript-api.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { createRandom } from '#tests/helpers/random.ts';
import { randomSentences, spoken } from '#tests/helpers/sentences.ts';
import * as renderRoute from '../../../app/api/clips/[clipId]/render/route.ts';
import * as clipsRoute from '../../../app/api/episodes/[episodeId]/clips/route.ts';
import * as episodeRoute from '../../../app/api/episodes/[episodeId]/route.ts';
import * as redoRoute from '../../../app/api/episodes/[episodeId]/transcript/redo/route.ts';
import * as restoreRoute from '../../../app/api/episodes/[episodeId]/transcript/restore/route.ts';
import * as transcriptRoute from '../../../app/api/episodes/[episodeId]/transcript/route.ts';
import * as undoRoute from '../../../app/api/episodes/[episodeId]/transcript/undo/route.ts';
import * as versionsRoute from '../../../app/api/episodes/[episodeId]/transcript/versions/route.ts';
import * as showRoute from '../../../app/api/shows/[showId]/route.ts';
import * as showsRoute from '../../../app/api/shows/route.ts';
import { queued } from '../job-steps.ts';
import { storeClip, storeEpisode, storeRender } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

const TEXT = 'We use cooper netties here. It is a good thing! So we stay.';

function heard(text = TEXT, model = 'base'): Transcript {
  const sentences = toSentences(spoken(text), 'en');
  return {
    ...{ language: 'en', durationMs: 60_000, model, engine: 'whisper.cpp', notes: [] },
    segments: sentences.map(segmentOf),
    words: wordsOf(sentences),
  };
}

describeEachDatabase('transcripts by hand over the API', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  const of = (episodeId: string) => ({ params: { episodeId } });
  const codeOf = async (response: Response) => `${response.status} ${(await response.json()).code}`;
  const read = async (response: Promise<Response>) => {
    const answer = await response;
    expect(answer.status).toBe(200);
    return transcriptAnswerSchema.parse(await answer.json());
  };
  const get = (id: string) => read(call(transcriptRoute.GET, of(id)));
  const patch = (id: string, revision: string | undefined, edit: unknown) =>
    call(transcriptRoute.PATCH, { ...of(id), method: 'PATCH', body: { revision, edit } });
  const edit = (id: string, answer: TranscriptAnswer, change: unknown) => read(patch(id, answer.revision, change));
  const step = (route: typeof undoRoute.POST, id: string, { revision }: TranscriptAnswer) =>
    read(call(route, { ...of(id), body: { revision } }));
  const put = (id: string, text: string, fileName = 'given.srt') =>
    call(transcriptRoute.PUT, { ...of(id), method: 'PUT', body: { fileName, text } });
  const textOf = ({ segments }: TranscriptAnswer) => segments.map((segment) => segment.text).join(' ');

  async function transcribed(transcript = heard(), show: string | null = null): Promise<string> {
    const id = await storeEpisode(getDb(), { durationMs: 60_000, state: 'ready', show });
    await atomic(getDb(), (tx) => saveTranscriptStatements(tx, id, transcript));
    return id;
  }

  test('an edit changes one sentence, can be taken back, done again, and is there after a reload', async () => {
    const id = await transcribed();
    const before = await get(id);
    expect(before).toMatchObject({ undo: null, redo: null, origin: 'speech', editedAt: null, segmentWords: [5, 5, 3] });
    const after = await edit(id, before, { type: 'text', sentence: 0, text: 'We use Kubernetes here.' });
    expect(textOf(after)).toBe('We use Kubernetes here. It is a good thing! So we stay.');
    expect(after.words.slice(4)).toEqual(before.words.slice(5));
    expect(after).toMatchObject({ undo: 'text', redo: null, segmentWords: [4, 5, 3] });
    expect(await get(id)).toEqual(after);
    const undone = await step(undoRoute.POST, id, await get(id));
    expect({ ...undone, revision: '', editedAt: 0 }).toEqual({ ...before, revision: '', editedAt: 0, redo: 'text' });
    const redone = await step(redoRoute.POST, id, undone);
    expect(redone.segments).toEqual(after.segments);
    expect(redone.words).toEqual(after.words);
    // Nothing left to do is no failure.
    expect(await step(redoRoute.POST, id, redone)).toEqual(redone);
  });

  test('two pages do not overwrite each other', async () => {
    const id = await transcribed();
    const seen = await get(id);
    const change = (text: string) => ({ type: 'text', sentence: 1, text });
    const answers = await Promise.all([
      patch(id, seen.revision, change('It is one.')),
      patch(id, seen.revision, change('It is two.')),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(await codeOf(await patch(id, seen.revision, change('It is three.')))).toBe('409 transcript_changed');
    expect(['It is one.', 'It is two.']).toContain((await get(id)).segments[1]?.text);
  });

  test('sentences that are not there and changes of nothing', async () => {
    const id = await transcribed();
    const seen = await get(id);
    expect(await codeOf(await patch(id, seen.revision, { type: 'text', sentence: 9, text: 'x' }))).toBe(
      '400 bad_request',
    );
    expect(await codeOf(await patch(id, seen.revision, { type: 'speaker', from: 0, to: 1, speaker: 'a:b' }))).toBe(
      '400 bad_request',
    );
    const same = await edit(id, seen, {
      type: 'replace',
      find: 'xyz',
      replace: 'abc',
      matchCase: true,
      wholeWord: true,
    });
    expect(same).toEqual(seen);
    const empty = await storeEpisode(getDb());
    expect(await codeOf(await patch(empty, 'x', { type: 'glossary' }))).toBe('404 transcript_not_found');
  });

  test('any series of changes can be taken back to the first text (seed 13)', async () => {
    const random = createRandom(13);
    const sentences = randomSentences(random, 400, ['Ada', null]);
    const id = await transcribed({ ...heard(), segments: sentences.map(segmentOf), words: wordsOf(sentences) });
    const first = await get(id);
    let now = first;
    const edits = [
      () => ({ type: 'text', sentence: random.whole(0, now.segments.length - 1), text: 'Two. Sentences now.' }),
      () => ({ type: 'text', sentence: random.whole(0, now.segments.length - 1), text: '' }),
      () => ({ type: 'speaker', from: random.whole(0, 20), to: random.whole(40, 60), speaker: 'Bo' }),
      () => ({ type: 'rename_speaker', from: 'Ada', to: 'Eve' }),
      () => ({ type: 'replace', find: 'river', replace: 'sea', matchCase: false, wholeWord: true }),
    ];
    for (let round = 0; round < 12; round += 1) now = await edit(id, now, random.pick(edits)());
    const last = now;
    while (now.undo !== null) now = await step(undoRoute.POST, id, now);
    expect([now.segments, now.words]).toEqual([first.segments, first.words]);
    while (now.redo !== null) now = await step(redoRoute.POST, id, now);
    expect([now.segments, now.words]).toEqual([last.segments, last.words]);
    now = await step(undoRoute.POST, id, now);
    now = await edit(id, now, { type: 'text', sentence: 0, text: 'A new way.' });
    expect(now).toMatchObject({ undo: 'text', redo: null });
  });

  test('clips follow with their texts, and their renders say that they show the old words', async () => {
    const id = await transcribed();
    const clipId = await storeClip(getDb(), id, { startMs: 0, endMs: 1000, text: 'We use cooper netties here.' });
    const renderId = await storeRender(getDb(), clipId, { status: 'done' });
    const other = await edit(id, await get(id), { type: 'text', sentence: 2, text: 'So we remain.' });
    expect((await getRender(getDb(), renderId))?.textChangedAt).toBeNull();
    await edit(id, other, { type: 'text', sentence: 0, text: 'We use Kubernetes here.' });
    expect((await getClip(getDb(), clipId))?.text).toBe('We use Kubernetes here.');
    const changedAt = (await getRender(getDb(), renderId))?.textChangedAt ?? 0;
    expect(changedAt).toBeGreaterThan(0);
    await atomic(getDb(), (tx) => [showsTextStatement(tx, renderId, changedAt)]);
    expect((await getRender(getDb(), renderId))?.textChangedAt).toBe(changedAt);
    await atomic(getDb(), (tx) => [showsTextStatement(tx, renderId, changedAt + 1)]);
    expect((await getRender(getDb(), renderId))?.textChangedAt).toBeNull();
  });

  test('a render with old words is made again when asked for, one with the right words is not', async () => {
    const id = await transcribed();
    const clipId = await storeClip(getDb(), id, { startMs: 0, endMs: 1000, text: 'We use cooper netties here.' });
    await storeRender(getDb(), clipId, { status: 'done' });
    const ask = async () => {
      const response = await call(renderRoute.POST, { params: { clipId }, body: { aspect: '9:16' } });
      const { status, textChanged } = renderViewSchema.parse(await response.json());
      return { status, textChanged };
    };
    expect(await ask()).toEqual({ status: 'done', textChanged: false });
    await edit(id, await get(id), { type: 'text', sentence: 0, text: 'We use Kubernetes here.' });
    const { clips } = clipListSchema.parse(await (await call(clipsRoute.GET, of(id))).json());
    expect(clips[0]?.renders[0]).toMatchObject({ status: 'done', textChanged: true });
    expect(await ask()).toEqual({ status: 'queued', textChanged: false });
    expect((await listEpisodeJobs(getDb(), id)).map((job) => job.kind)).toEqual(['render']);
  });

  test('names stick for the show, and its glossary is applied', async () => {
    const id = await transcribed();
    const asked = await call(episodeRoute.PATCH, { ...of(id), method: 'PATCH', body: { show: ' The Boat ' } });
    const show = episodeDetailSchema.parse(await asked.json()).show;
    expect(show?.name).toBe('The Boat');
    const ofShow = { params: { showId: show?.id ?? '' } };
    const named = await edit(id, await get(id), { type: 'speaker', from: 0, to: 10, speaker: 'Ada' });
    expect(named.segments.map((segment) => segment.speaker)).toEqual(['Ada', 'Ada', null]);
    await edit(id, named, { type: 'rename_speaker', from: 'Ada', to: 'Ada Lindqvist' });
    const next = await transcribed(heard(), 'The Boat');
    expect((await get(next)).speakers).toEqual(['Ada Lindqvist', 'Ada']);

    const glossary = [{ term: 'Kubernetes', spoken: ['cooper netties'] }];
    const changed = await call(showRoute.PATCH, { ...ofShow, method: 'PATCH', body: { glossary, name: 'The Ship' } });
    expect(showViewSchema.parse(await changed.json())).toMatchObject({ glossary, name: 'The Ship' });
    const applied = await edit(next, await get(next), { type: 'glossary' });
    expect(textOf(applied)).toContain('We use Kubernetes here.');

    const detail = episodeDetailSchema.parse(await (await call(episodeRoute.GET, of(next))).json());
    expect(detail.show?.name).toBe('The Ship');
    await call(episodeRoute.PATCH, { ...of(id), method: 'PATCH', body: { show: 'Another' } });
    const { shows } = showListSchema.parse(await (await call(showsRoute.GET)).json());
    expect(shows.map((each) => each.name)).toEqual(['Another', 'The Ship']);
    const taken = await call(showRoute.PATCH, { ...ofShow, method: 'PATCH', body: { name: 'Another' } });
    expect(await codeOf(taken)).toBe('409 show_name_taken');
    expect((await call(showRoute.DELETE, { ...ofShow, method: 'DELETE' })).status).toBe(204);
    expect(await codeOf(await call(showRoute.GET, ofShow))).toBe('404 show_not_found');
    const alone = episodeDetailSchema.parse(await (await call(episodeRoute.GET, of(next))).json());
    expect(alone.show).toBeNull();
  });

  test('a given text takes the place of the heard one, which can be had back', async () => {
    const id = await transcribed();
    const edited = await edit(id, await get(id), { type: 'text', sentence: 2, text: 'So we remain.' });
    const given = await read(
      put(id, 'Ada: We use Kubernetes here.\n\nBo: It is a good thing! So we stay.', 'talk.txt'),
    );
    expect(given).toMatchObject({ origin: 'import', fileName: 'talk.txt', undo: null });
    expect(given.segments.map(({ speaker, text }) => [speaker, text])).toEqual([
      ['Ada', 'We use Kubernetes here.'],
      ['Bo', 'It is a good thing!'],
      ['Bo', 'So we stay.'],
    ]);
    expect(given.words[2]).toMatchObject({ text: 'Kubernetes', startMs: 400, endMs: 800 });
    const list = transcriptVersionsSchema.parse(await (await call(versionsRoute.GET, of(id))).json());
    expect(list.versions).toMatchObject([{ origin: 'speech', model: 'base', sentenceCount: 3 }]);
    const versionId = list.versions[0]?.id;
    const body = { versionId, revision: edited.revision };
    expect(await codeOf(await call(restoreRoute.POST, { ...of(id), body }))).toBe('409 transcript_changed');
    const back = await read(call(restoreRoute.POST, { ...of(id), body: { ...body, revision: given.revision } }));
    expect(back.segments).toEqual(edited.segments);
    expect(back.undo).toBe('text');
    expect(back.revision).not.toBe(edited.revision);
    const after = transcriptVersionsSchema.parse(await (await call(versionsRoute.GET, of(id))).json());
    expect(after.versions).toMatchObject([{ origin: 'import', fileName: 'talk.txt' }]);
  });

  test('heard again, a text that nobody touched goes; one that was changed is put aside', async () => {
    const id = await transcribed();
    const kept = async () =>
      transcriptVersionsSchema.parse(await (await call(versionsRoute.GET, of(id))).json()).versions.length;
    await atomic(getDb(), (tx) => saveTranscriptStatements(tx, id, heard(TEXT, 'small')));
    expect(await kept()).toBe(0);
    await edit(id, await get(id), { type: 'text', sentence: 0, text: 'We use Kubernetes here.' });
    await atomic(getDb(), (tx) => saveTranscriptStatements(tx, id, heard(TEXT, 'medium')));
    expect(await kept()).toBe(1);
    expect(await get(id)).toMatchObject({ model: 'medium', undo: null });
  });

  test('files that cannot be used are refused, and nothing is changed', async () => {
    const id = await transcribed();
    const before = await get(id);
    expect(await codeOf(await put(id, ''))).toBe('422 transcript_unreadable');
    expect(await codeOf(await put(id, '{"a":1}'))).toBe('422 transcript_unreadable');
    expect(await codeOf(await put(id, 'Nothing of this was ever said by anybody anywhere.'))).toBe(
      '422 transcript_mismatch',
    );
    const late = '1\n02:00:00,000 --> 02:00:01,000\nToo late.\n';
    expect(await codeOf(await put(id, late))).toBe('422 transcript_outside');
    expect(await get(id)).toEqual(before);
    const unheard = await storeEpisode(getDb(), { durationMs: 60_000, state: 'failed' });
    expect(await codeOf(await put(unheard, TEXT))).toBe('422 transcript_needs_times');
    const busy = await storeEpisode(getDb(), { durationMs: 60_000 });
    await queued(getDb(), { kind: 'transcribe', episodeId: busy });
    expect(await codeOf(await put(busy, late))).toBe('409 transcript_busy');
  });

  test('an episode that could not be heard goes on with a given text', async () => {
    const id = await storeEpisode(getDb(), { durationMs: 60_000, state: 'failed' });
    const given = await read(put(id, '1\n00:00:01,000 --> 00:00:02,500\nXyz qrs tuv.\n'));
    expect(given).toMatchObject({ language: 'und', origin: 'import' });
    expect((await listEpisodeJobs(getDb(), id)).map((job) => [job.kind, job.status])).toEqual([['suggest', 'queued']]);
    const detail = episodeDetailSchema.parse(await (await call(episodeRoute.GET, of(id))).json());
    expect(detail).toMatchObject({ state: 'processing', model: null });
  });

  test.each([
    ['srt', 'application/x-subrip', /^1\n00:00:00,000 --> 00:00:0/],
    ['vtt', 'text/vtt', /^WEBVTT\n/],
    ['txt', 'text/plain', /^We use cooper/],
    ['json', 'application/json', /"version": "1.0.0"/],
    ['csv', 'text/csv', /^start_ms,end_ms/],
  ])('is saved as %s under the title of the episode', async (format, type, content) => {
    const id = await transcribed();
    const asked = { ...of(id), search: `?format=${format}` };
    const response = await call(transcriptRoute.GET, asked);
    expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    expect(response.headers.get('content-disposition')).toContain(`filename="Episode.${format}"`);
    expect(await response.text()).toMatch(content);
    expect(await codeOf(await call(transcriptRoute.GET, { ...of(id), search: '?format=doc' }))).toBe('400 bad_request');
  });
});
