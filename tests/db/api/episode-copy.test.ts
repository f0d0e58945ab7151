import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { atomic } from '#db/atomic.ts';
import { insertAssetStatement, listAssets } from '#db/repositories/assets.ts';
import { readEpisodeRows } from '#db/repositories/episode-copy.ts';
import { deleteEpisode, getEpisode, listEpisodes } from '#db/repositories/episodes.ts';
import { putFeedback } from '#db/repositories/feedback.ts';
import { readUsage } from '#db/repositories/storage-reservations.ts';
import { saveTranscriptStatements } from '#db/repositories/transcripts.ts';
import type { CopyManifest, EpisodeCopy } from '#lib/server/episode-copy/schema.ts';
import { assetPath } from '#lib/server/paths.ts';
import { deleteEpisodeFiles } from '#lib/server/storage/delete-files.ts';
import { episodeDetailSchema } from '#lib/shared/api/episodes.ts';
import { problemSchema } from '#lib/shared/api/problem.ts';
import { newId } from '#lib/shared/ids.ts';
import { describeEachDatabase } from '#tests/helpers/databases.ts';
import { wavOfSize } from '#tests/helpers/media-heads.ts';
import { type OddEntry, oddZip } from '#tests/helpers/odd-zip.ts';
import { sha256 } from '#tests/helpers/tus.ts';
import { unzip } from '#tests/helpers/unzip.ts';
import * as wholeRoute from '../../../app/api/episodes/[episodeId]/export/whole/route.ts';
import * as importRoute from '../../../app/api/storage/import/route.ts';
import { asset, storeClip, storeEpisode, storeRender } from '../rows.ts';
import { type ApiUnderTest, openApi } from './studio-api.ts';

describeEachDatabase('an episode as one ZIP', (getDb, database) => {
  let api: ApiUnderTest;
  beforeEach(async () => {
    api = await openApi(database.env());
  });
  afterEach(() => api.close());

  const source = wavOfSize(100_000);

  async function wholeEpisode(): Promise<string> {
    const db = getDb();
    const id = await storeEpisode(db, { state: 'ready', title: 'The Boat', show: 'Harbour', sha256: sha256(source) });
    const transcript = {
      ...{ language: 'en', durationMs: 60_000, model: 'base', engine: 'test' },
      segments: [{ startMs: 0, endMs: 900, text: 'Hello there.', speaker: 'Ada' }],
      words: [
        { startMs: 0, endMs: 400, text: 'Hello', confidence: 0.9 },
        { startMs: 450, endMs: 900, text: 'there.', confidence: null },
      ],
      notes: [],
    };
    await atomic(db, (tx) => saveTranscriptStatements(tx, id, transcript));
    const clipId = await storeClip(db, id, { keptAt: 5, removed: [{ startMs: 100, endMs: 900 }] });
    await putFeedback(db, clipId, { stars: 4, comment: '=ä' });
    const videoAssetId = newId();
    const shown = { startMs: 0, endMs: 800, removed: [], text: 'Hello', title: null };
    const renderId = await storeRender(db, clipId, { status: 'done', videoAssetId, finishedAt: 7, shown });
    await storeRender(db, clipId, { aspect: '1:1', status: 'queued' });
    const video = { id: videoAssetId, kind: 'clip_video', root: 'clips', mimeType: 'audio/wav' } as const;
    const rows = [
      asset(id, { path: `${id}/source.wav`, mimeType: 'audio/wav', sizeBytes: source.length, sha256: sha256(source) }),
      asset(id, { kind: 'peaks', root: 'transcripts', path: `${id}/peaks.json`, mimeType: 'application/json' }),
      asset(id, { ...video, path: `${id}/${renderId}/clip.mp4`, sizeBytes: source.length }),
    ];
    for (const row of rows) {
      await atomic(db, (tx) => [insertAssetStatement(tx, row)]);
      const path = assetPath(api.context.env, row);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, row.kind === 'peaks' ? '{"peaks":[]}' : source);
    }
    return id;
  }

  async function exported(id: string, name = 'The Boat.podpromo.zip'): Promise<Buffer> {
    const params = Promise.resolve({ episodeId: id });
    const request = new Request('http://localhost:3000/x', { headers: { host: 'localhost:3000' } });
    const response = await wholeRoute.GET(request, { params });
    expect(response.headers.get('content-disposition')).toContain(name);
    const zip = Buffer.from(await response.arrayBuffer());
    expect(Number(response.headers.get('content-length'))).toBe(zip.length);
    return zip;
  }

  const send = (zip: Uint8Array, headers: Record<string, string> = {}) =>
    importRoute.POST(
      new Request('http://localhost:3000/api/storage/import', {
        method: 'POST',
        body: Uint8Array.from(zip),
        headers: {
          host: 'localhost:3000',
          'content-type': 'application/zip',
          'content-length': String(zip.length),
          ...headers,
        },
      }),
      { params: Promise.resolve({}) },
    );
  const codeOf = async (response: Response) => problemSchema.parse(await response.json()).code;

  async function expectNothingLeft() {
    expect(await listEpisodes(getDb())).toEqual([]);
    const left = await readdir(api.context.env.dataDir, { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile()).map((entry) => entry.name)).toEqual([]);
    expect((await readUsage(getDb())).reservedBytes).toBe(0);
  }

  async function removed(id: string) {
    await deleteEpisode(getDb(), id);
    await deleteEpisodeFiles(api.context.env, id);
  }

  test('comes back under new ids with its files, words, clips, edits and ratings', async () => {
    const id = await wholeEpisode();
    const before = await readEpisodeRows(getDb(), id);
    const zip = await exported(id);
    await removed(id);
    const response = await send(zip);
    expect(response.status).toBe(201);
    const detail = episodeDetailSchema.parse(await response.json());
    expect(detail).toMatchObject({ title: 'The Boat', state: 'ready', show: { name: 'Harbour' } });
    expect(detail.id).not.toBe(id);
    const after = await readEpisodeRows(getDb(), detail.id);
    const told = (rows: typeof before) => ({
      transcripts: rows.transcripts.map(({ language, model, origin, durationMs }) => [
        language,
        model,
        origin,
        durationMs,
      ]),
      segments: rows.segments.map(({ text, speaker, words, position }) => [text, speaker, words, position]),
      clips: rows.clips.map(({ title, keptAt, removed, signals, rank }) => [title, keptAt, removed, signals, rank]),
      ratings: rows.feedback.map(({ stars, comment, user }) => [stars, comment, user]),
      // Whether a render is older than its clip can still be told.
      shown: rows.renders.map(({ shown }) => shown).filter((shown) => shown !== null),
      assets: rows.assets.map(({ kind, root, mimeType }) => [kind, root, mimeType]).sort(),
    });
    expect(told(after)).toEqual(told(before));
    // What waited there waits nowhere here, and can be rendered by hand.
    expect(after.renders.map(({ status }) => status).sort()).toEqual(['canceled', 'done']);
    const [video] = await listAssets(getDb(), detail.id, 'clip_video');
    expect(after.renders.find((render) => render.status === 'done')?.videoAssetId).toBe(video?.id);
    for (const row of after.assets) {
      expect(row.path.startsWith(`${detail.id}/`)).toBe(true);
      const content = await readFile(assetPath(api.context.env, row));
      expect(content.length).toBe(row.sizeBytes);
      expect(sha256(content)).toBe(row.sha256);
    }
    expect((await readUsage(getDb())).reservedBytes).toBe(0);
    expect(await readdir(join(api.context.env.uploadDir, '.imports'))).toEqual([]);
  });

  test('the same ZIP twice makes two episodes, beside the one that it came from', async () => {
    const id = await wholeEpisode();
    const zip = await exported(id);
    const ids = [id];
    for (const _ of [1, 2]) ids.push(episodeDetailSchema.parse(await (await send(zip)).json()).id);
    expect(new Set(ids).size).toBe(3);
    for (const each of ids) expect(await getEpisode(getDb(), each)).not.toBeNull();
  });

  test('where a file is gone, the name, the manifest, a text in it and the imported episode say so', async () => {
    const id = await wholeEpisode();
    const [gone] = await listAssets(getDb(), id, 'source');
    await rm(assetPath(api.context.env, gone ?? asset(id)));
    const zip = await exported(id, 'The Boat (incomplete).podpromo.zip');
    const files = unzip(zip);
    expect(String(files.get('MISSING FILES.txt'))).toContain('files/uploads/source.wav');
    const manifest: CopyManifest = JSON.parse(String(files.get('manifest.json')));
    expect(manifest.missing).toEqual([{ name: 'files/uploads/source.wav', kind: 'source', sizeBytes: source.length }]);
    const detail = episodeDetailSchema.parse(await (await send(zip)).json());
    expect(detail.notes.map(({ text }) => text)).toContain('Missing when this copy was made: source.wav');
    expect(await listAssets(getDb(), detail.id, 'source')).toEqual([]);
  });

  describe('is refused, and nothing is left', () => {
    let entries: OddEntry[];
    let manifest: CopyManifest;
    beforeEach(async () => {
      const id = await wholeEpisode();
      const files = unzip(await exported(id));
      await removed(id);
      manifest = JSON.parse(String(files.get('manifest.json')));
      entries = [...files].map(([name, data]) => ({ name, data }));
    });
    const refused = async (given: readonly OddEntry[], code = 'import_unreadable') => {
      expect(await codeOf(await send(oddZip(given)))).toBe(code);
      await expectNothingLeft();
    };
    const withManifest = (change: (files: CopyManifest['files']) => CopyManifest['files'], more = {}) =>
      entries.map((entry) =>
        entry.name === 'manifest.json'
          ? { ...entry, data: JSON.stringify({ ...manifest, ...more, files: change(manifest.files) }) }
          : entry,
      );

    test('where it is no ZIP, cut off, or empty', async () => {
      for (const zip of [Buffer.from('PK no'), oddZip(entries).subarray(0, 90_000), oddZip([])]) {
        expect(await codeOf(await send(zip))).toBe('import_unreadable');
        await expectNothingLeft();
      }
    });

    test('where a file has another content than its checksum says', async () => {
      await refused(
        entries.map((entry) =>
          entry.name.endsWith('source.wav') ? { ...entry, data: wavOfSize(100_000).fill(3, 50) } : entry,
        ),
      );
    });

    test('where names lead out of it', async () => {
      for (const name of ['../../evil.wav', '/etc/evil', 'files\\..\\..\\evil', 'files/uploads/../../../evil']) {
        const named = { name, sizeBytes: 3, sha256: sha256(Buffer.from('abc')) };
        await refused([...withManifest((files) => [...files, named]), { name, data: 'abc' }]);
      }
      expect(await readdir(dirname(api.context.env.dataDir))).not.toContain('evil.wav');
    });

    test('where something is in it that its manifest does not name, or the other way round', async () => {
      await refused([...entries, { name: 'files/uploads/more.bin', data: 'abc' }]);
      await refused(entries.filter((entry) => !entry.name.endsWith('peaks.json')));
      await refused([...entries, ...entries.slice(-1)]);
    });

    test('where it is a bomb: more comes out of it than it says', async () => {
      const name = 'files/uploads/bomb.bin';
      const bomb = { name, data: Buffer.alloc(20_000_000), compressed: true, claimedBytes: 1000 };
      const named = { name, sizeBytes: 1000, sha256: sha256(Buffer.alloc(1000)) };
      await refused([...withManifest((files) => [...files, named]), bomb]);
    });

    test('where what comes out of it has no room', async () => {
      const name = 'files/uploads/bomb.bin';
      const sizeBytes = 4_000_000_000;
      const named = { name, sizeBytes, sha256: sha256(Buffer.alloc(1)) };
      const bomb = { name, data: 'x', claimedBytes: sizeBytes, compressed: true };
      Object.assign(api.context, { env: { ...api.context.env, maxStorageBytes: 1_000_000_000 } });
      await refused([...withManifest((files) => [...files, named]), bomb], 'storage_quota_exceeded');
    });

    test('where its source is no media', async () => {
      const data = Buffer.alloc(100_000, 'text ');
      const rehashed = withManifest((files) =>
        files.map((file) => (file.name.endsWith('source.wav') ? { ...file, sha256: sha256(data) } : file)),
      );
      await refused(rehashed.map((entry) => (entry.name.endsWith('source.wav') ? { ...entry, data } : entry)));
    });

    test('where its rows are such as no release wrote', async () => {
      type Rows = { clips: Record<string, unknown>[]; transcripts: unknown[] };
      const written: EpisodeCopy = JSON.parse(String(entries.find((entry) => entry.name === 'episode.json')?.data));
      const withRows = (change: (rows: Rows) => void) => {
        const rows = structuredClone(written);
        change(rows);
        const data = Buffer.from(JSON.stringify(rows));
        const told = { name: 'episode.json', sizeBytes: data.length, sha256: sha256(data) };
        return withManifest((files) => files.map((file) => (file.name === told.name ? told : file))).map((entry) =>
          entry.name === told.name ? { ...entry, data } : entry,
        );
      };
      const rating = { user: 'local', stars: 5, createdAt: 1, updatedAt: 1 };
      const clip = (more: object) => (rows: Rows) => Object.assign(rows.clips[0] ?? {}, more);
      for (const change of [
        (rows: Rows) => rows.clips.push(...rows.clips),
        (rows: Rows) => rows.transcripts.push(...rows.transcripts),
        clip({ rank: 3_000_000_000 }),
        clip({ ratings: [rating, rating] }),
        clip({ ratings: [{ ...rating, stars: 1_000_000 }] }),
        clip({ ratings: [{ ...rating, reason: 'no such reason' }] }),
        clip({ createdAt: 1e300 }),
      ]) {
        await refused(withRows(change));
      }
    });

    test('where a newer version made it', async () => {
      await refused(
        withManifest((files) => files, { version: 2 }),
        'import_newer',
      );
    });

    test('where less came than was told, or as another type', async () => {
      const zip = oddZip(entries);
      expect(await codeOf(await send(zip, { 'content-length': String(zip.length + 1) }))).toBe('bad_request');
      expect(await codeOf(await send(zip, { 'content-type': 'text/plain' }))).toBe('bad_request');
      await expectNothingLeft();
    });
  });
});
