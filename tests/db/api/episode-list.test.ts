import { afterEach, beforeEach, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { moveToTrash } from '#db/repositories/episodes.ts';
import { ensureShow, findShow } from '#db/repositories/shows.ts';
import { saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import { episodeListSchema } from '#lib/shared/api/episode-list.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { strict } from '#tests/helpers/strict.ts';
import * as renderRoute from '../../../app/api/clips/[clipId]/render/route.ts';
import * as episodesRoute from '../../../app/api/episodes/route.ts';
import { queued } from '../job-steps.ts';
import { storeClip, storeEpisode } from '../rows.ts';
import { type ApiUnderTest, call, openApi } from './studio-api.ts';

describeEachDatabase('the list of episodes', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  async function ask(search: string) {
    const response = await call(episodesRoute.GET, { search });
    return strict(episodeListSchema).parse(await response.json());
  }

  async function titles(search: string): Promise<string[]> {
    return (await ask(search)).episodes.map(({ title }) => title);
  }

  async function storeSaid(title: string, ...said: string[]): Promise<string> {
    const id = await storeEpisode(getDb(), { title, createdAt: 1 });
    const segments = said.map((text, at) => ({ startMs: at * 1000, endMs: at * 1000 + 900, text, speaker: null }));
    const transcript = { language: 'en', durationMs: 9000, model: 'm', engine: 'e', segments, words: [], notes: [] };
    await atomic(getDb(), (tx) => saveTranscriptStatements(tx, id, transcript));
    return id;
  }

  test('finds titles, files and shows whatever the case and the alphabet', async () => {
    await ensureShow(getDb(), 'Über Technik');
    await storeEpisode(getDb(), { title: 'Pricing, honestly', fileName: 'a.mp3', createdAt: 3 });
    await storeEpisode(getDb(), { title: 'Other', fileName: 'b-Pricing.mp3', createdAt: 2 });
    await storeEpisode(getDb(), { title: 'Third', fileName: 'c.mp3', show: 'Über Technik', createdAt: 1 });
    expect(await titles('?q=PRICING')).toEqual(['Pricing, honestly', 'Other']);
    expect(await titles(`?q=${encodeURIComponent('ÜBER')}`)).toEqual(['Third']);
    expect(await ask('?q=nothing')).toEqual({ episodes: [], total: 0, all: 3 });
  });

  test('finds what is said, and shows the sentence', async () => {
    await storeSaid('A talk', 'First we met.', 'Overhead is what you forget.', 'Overhead again.');
    await storeSaid('Ein Gespräch', 'Überall Regen.');
    await storeSaid('A percentage', 'It is 100% true_ish.');
    const { episodes, total } = await ask('?q=overhead');
    expect(episodes[0]).toMatchObject({
      title: 'A talk',
      found: { startMs: 1000, text: 'Overhead is what you forget.' },
    });
    expect(total).toBe(1);
    expect(await titles(`?q=${encodeURIComponent('überall')}`)).toEqual(['Ein Gespräch']);
    expect(await titles(`?q=${encodeURIComponent('100% tr')}`)).toEqual(['A percentage']);
    expect(await titles('?q=ov')).toEqual([]);
  });

  test('filters by state and show, sorts, counts and cuts', async () => {
    await ensureShow(getDb(), 'Beta');
    await ensureShow(getDb(), 'Alpha');
    const alpha = await findShow(getDb(), 'Alpha');
    await storeEpisode(getDb(), { title: 'ep 10', state: 'ready', show: 'Beta', durationMs: 5, createdAt: 1 });
    await storeEpisode(getDb(), { title: 'Ep 9', state: 'failed', show: 'Alpha', durationMs: 7, createdAt: 2 });
    await storeEpisode(getDb(), { title: 'zoo', state: 'ready', durationMs: null, createdAt: 3 });
    await storeEpisode(getDb(), { title: 'at work', state: 'processing', createdAt: 4 });
    const gone = await storeEpisode(getDb(), { title: 'gone', state: 'ready', createdAt: 5 });
    await moveToTrash(getDb(), gone, 1);
    expect(await titles('?state=moving')).toEqual(['at work']);
    expect(await titles('?state=resting')).toEqual(['zoo', 'Ep 9', 'ep 10']);
    expect(await titles('?state=ready&sort=longest')).toEqual(['ep 10', 'zoo']);
    expect(await titles('?state=resting&sort=title')).toEqual(['Ep 9', 'ep 10', 'zoo']);
    expect(await titles('?state=resting&sort=show')).toEqual(['Ep 9', 'ep 10', 'zoo']);
    expect(await titles(`?show=${alpha?.id}`)).toEqual(['Ep 9']);
    expect(await titles('?show=none&state=resting')).toEqual(['zoo']);
    expect(await ask('?state=resting&limit=1')).toMatchObject({
      episodes: [{ title: 'zoo', show: null }],
      total: 3,
      all: 4,
    });
  });

  test('an episode stays finished while a person has clips of it rendered anew, and says so', async () => {
    const again = await storeEpisode(getDb(), { title: 'again', state: 'ready', createdAt: 3 });
    const clipId = await storeClip(getDb(), again);
    const { status } = await call(renderRoute.POST, { params: { clipId }, body: { aspect: '1:1' } });
    expect(status).toBe(202);
    const first = await storeEpisode(getDb(), { title: 'first time', state: 'processing', createdAt: 2 });
    await queued(getDb(), { kind: 'render', episodeId: first, priority: 49 });
    const both = await storeEpisode(getDb(), { title: 'both', state: 'processing', createdAt: 1 });
    for (const priority of [49, 55]) await queued(getDb(), { kind: 'render', episodeId: both, priority });
    expect((await ask('?state=ready')).episodes).toMatchObject([{ title: 'again', state: 'ready', rendering: true }]);
    expect((await ask('?state=moving')).episodes).toMatchObject([
      { title: 'first time', state: 'processing', rendering: false },
      { title: 'both', rendering: false },
    ]);
  });

  test('an order or a state that there is not is said so', async () => {
    expect((await call(episodesRoute.GET, { search: '?sort=loudest' })).status).toBe(400);
    expect((await call(episodesRoute.GET, { search: '?limit=0' })).status).toBe(400);
  });
});
