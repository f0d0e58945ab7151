import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorListSchema } from '#lib/shared/api/errors.ts';
import { type StudioWithEpisode, startStudioWithEpisode } from '#tests/helpers/studio-with-episode.ts';
import { waitFor } from '#tests/helpers/wait.ts';

let given: StudioWithEpisode;
beforeAll(async () => {
  given = await startStudioWithEpisode();
});
afterAll(() => given?.studio.stop());

test('what fails in the built server is counted by itself, with the ids to look for', async () => {
  const { studio, episodeId, get } = given;
  await writeFile(join(studio.dataDir, 'uploads', episodeId, 'progress.json'), '{ torn: my secret');
  const answer = await get(`/api/progress/${episodeId}`);
  expect(answer.status).toBe(200);
  const list = async () => errorListSchema.parse(await (await get('/api/errors')).json());
  await waitFor(async () => (await list()).errors.length > 0, { timeoutMs: 20_000, what: 'the failure to be counted' });
  const { errors } = await list();
  expect(errors).toMatchObject([
    {
      code: 'internal',
      place: 'GET /api/progress/{id}: progress could not be read in full',
      source: 'web',
      seen: false,
      example: { episodeId, requestId: answer.headers.get('x-request-id') },
    },
  ]);
  expect(JSON.stringify(errors)).not.toContain('secret');
});
