import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { clipListSchema } from '#lib/shared/api/clips.ts';
import { episodeDetailSchema } from '#lib/shared/api/episodes.ts';
import { problemSchema } from '#lib/shared/api/problem.ts';
import { seedStudio } from '#tests/helpers/seed/studio.ts';
import { type Studio, startStudio } from '#tests/helpers/studio.ts';

let here: Studio;
let there: Studio;
beforeAll(async () => {
  [here, there] = await Promise.all([startStudio(), startStudio()]);
});
afterAll(() => Promise.all([here?.stop(), there?.stop()]));

const sentencesSchema = z.object({ segments: z.array(z.object({ text: z.string() })) });

async function look({ url }: Studio, id: string) {
  const read = async (path: string) => (await fetch(`${url}/api/episodes/${id}${path}`)).json();
  const [episode, clips, transcript] = await Promise.all([read(''), read('/clips'), read('/transcript')]);
  return {
    episode: episodeDetailSchema.parse(episode),
    clips: clipListSchema.parse(clips).clips,
    sentences: sentencesSchema.parse(transcript).segments.map(({ text }) => text),
  };
}

test('an episode moves from one installation to another, and its clips play there', async () => {
  const { ready } = await seedStudio(here.dataDir);
  const exported = await fetch(`${here.url}/api/episodes/${ready}/export/whole`);
  expect(exported.status).toBe(200);
  const zip = new Uint8Array(await exported.arrayBuffer());
  expect(zip.length).toBe(Number(exported.headers.get('content-length')));

  const send = (body: Uint8Array<ArrayBuffer>) =>
    fetch(`${there.url}/api/storage/import`, { method: 'POST', body, headers: { 'content-type': 'application/zip' } });
  const cut = await send(zip.subarray(0, zip.length - 1000));
  expect(problemSchema.parse(await cut.json()).code).toBe('import_unreadable');

  const answer = await send(zip);
  expect(answer.status).toBe(201);
  const { id } = episodeDetailSchema.parse(await answer.json());
  expect(id).not.toBe(ready);
  const [before, after] = await Promise.all([look(here, ready), look(there, id)]);
  expect(after.sentences).toEqual(before.sentences);
  expect(after.episode).toMatchObject({ title: before.episode.title, durationMs: before.episode.durationMs });
  const told = (clips: typeof before.clips) =>
    clips.map(({ title, startMs, feedback }) => ({ title, startMs, feedback }));
  expect(told(after.clips)).toEqual(told(before.clips));
  const videos = after.clips.flatMap((clip) => clip.renders).flatMap((render) => render.videoUrl ?? []);
  expect(videos.length).toBeGreaterThan(0);
  for (const url of [after.episode.sourceUrl, videos[0]]) {
    const part = await fetch(new URL(url ?? '', there.url), { headers: { range: 'bytes=0-99' } });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 100]);
  }
});
