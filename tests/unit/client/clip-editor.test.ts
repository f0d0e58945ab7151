import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '#lib/client/api-error.ts';
import { ClipEditor } from '#lib/client/clip-editor.ts';
import type { ClipView } from '#lib/shared/api/clips.ts';
import type { ClipPatch } from '#lib/shared/clip-requests.ts';

const clip: ClipView = {
  ...{ id: 'a', rank: 1, startMs: 1000, endMs: 9000, title: 'Title', score: 0.5, signals: [], percentile: 1, text: '' },
  ...{ origin: 'suggested', kept: false, edited: false, texts: null, removed: [], revision: 3, renders: [] },
  feedback: { stars: null, thumb: null, reason: null, comment: null },
};

function problem(code: string, status: number): ApiError {
  return new ApiError({ code, status, title: 'No', action: 'Never.' });
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function studio() {
  const server = {
    clip,
    patches: [] as ClipPatch[],
    fail: null as ApiError | null,
    line: Promise.resolve(),
    loseAnswer: false,
  };
  const problems: string[] = [];
  const editor = new ClipEditor(
    clip,
    {
      load: async () => server.clip,
      change: async (_id, patch) => {
        await server.line;
        if (server.fail) throw server.fail;
        if (patch.revision !== server.clip.revision) throw problem('clip_changed', 409);
        server.patches.push(patch);
        const { revision = 0, exact: _, kind: __, ...rest } = patch;
        server.clip = { ...server.clip, ...rest, texts: null, revision: revision + 1, undo: 'trim' } as ClipView;
        if (server.loseAnswer) throw problem('network', 0);
        return server.clip;
      },
      step: async (_id, _direction, revision) => {
        server.clip = { ...server.clip, startMs: 1000, revision: revision + 1 };
        return server.clip;
      },
    },
    (error) => problems.push(error.code),
  );
  return { server, editor, problems };
}

describe('a clip in the editor', () => {
  it('shows a change at once, and stores it in one piece when it stands still', async () => {
    const { server, editor } = studio();
    for (const startMs of [1100, 1200, 1300]) editor.change({ startMs, kind: 'trim' });
    expect(editor.get()).toMatchObject({ clip: { startMs: 1300 }, saving: 'saving' });
    await vi.advanceTimersByTimeAsync(500);
    expect(server.patches).toEqual([{ startMs: 1300, kind: 'trim', exact: true, revision: 3 }]);
    expect(editor.get()).toMatchObject({ clip: { startMs: 1300, revision: 4 }, saving: 'saved' });
  });

  it('keeps changes of two kinds apart, each made to the revision of the one before', async () => {
    const { server, editor } = studio();
    editor.change({ startMs: 1100, kind: 'trim' });
    editor.change({ title: 'Other', kind: 'text' });
    await vi.advanceTimersByTimeAsync(500);
    expect(server.patches.map(({ kind, revision }) => `${kind} ${revision}`)).toEqual(['trim 3', 'text 4']);
  });

  it('asks where another window was first, and overwrites nothing in silence', async () => {
    const { server, editor } = studio();
    server.clip = { ...clip, title: 'Theirs', revision: 7 };
    editor.change({ title: 'Mine', kind: 'text' });
    await vi.advanceTimersByTimeAsync(500);
    expect(editor.get()).toMatchObject({ theirs: { title: 'Theirs' }, clip: { title: 'Mine' } });
    editor.change({ title: 'Mine, again', kind: 'text' });
    await vi.advanceTimersByTimeAsync(500);
    expect(server.patches).toEqual([]);
    editor.keepMine();
    await vi.advanceTimersByTimeAsync(500);
    expect(server.clip).toMatchObject({ title: 'Mine, again', revision: 8 });
    expect(editor.get()).toMatchObject({ theirs: null, saving: 'saved' });
  });

  it('goes on with theirs where that is wanted', async () => {
    const { server, editor } = studio();
    server.clip = { ...clip, title: 'Theirs', revision: 7 };
    editor.change({ title: 'Mine', kind: 'text' });
    await vi.advanceTimersByTimeAsync(500);
    editor.takeTheirs();
    expect(editor.get()).toMatchObject({ clip: { title: 'Theirs', revision: 7 }, saving: 'saved', theirs: null });
  });

  it('waits while the line is down, and stores all of it afterwards', async () => {
    const { server, editor } = studio();
    server.fail = problem('network', 0);
    editor.change({ startMs: 1100, kind: 'trim' });
    await vi.advanceTimersByTimeAsync(500);
    expect(editor.get()).toMatchObject({ clip: { startMs: 1100 }, saving: 'waiting' });
    expect(editor.unsaved()).toMatchObject({ startMs: 1100, revision: 3 });
    server.fail = null;
    await vi.advanceTimersByTimeAsync(4000);
    expect(editor.get()).toMatchObject({ clip: { startMs: 1100 }, saving: 'saved' });
    expect(editor.unsaved()).toBeNull();
  });

  it('takes a refused change back, and says so', async () => {
    const { server, editor, problems } = studio();
    server.fail = problem('bad_request', 400);
    editor.change({ endMs: 1001, kind: 'trim' });
    await vi.advanceTimersByTimeAsync(500);
    expect(problems).toEqual(['bad_request']);
    expect(editor.get()).toMatchObject({ clip: { endMs: 9000 }, saving: 'saved' });
  });

  it('stores what is open before it takes something back', async () => {
    const { server, editor } = studio();
    editor.change({ startMs: 1100, kind: 'trim' });
    await editor.step('undo');
    expect(server.patches).toHaveLength(1);
    expect(editor.get().clip).toMatchObject({ startMs: 1000, revision: 5 });
  });

  it('shows a change that waits behind another one, and loses none of them with the page', async () => {
    const { server, editor } = studio();
    const line = Promise.withResolvers<void>();
    server.line = line.promise;
    editor.change({ startMs: 1100, kind: 'trim' });
    await vi.advanceTimersByTimeAsync(500);
    editor.change({ removed: [{ startMs: 2000, endMs: 2500 }], kind: 'cut' });
    await vi.advanceTimersByTimeAsync(500);
    expect(server.patches).toEqual([]);
    expect(editor.get()).toMatchObject({ clip: { startMs: 1100, removed: [{ startMs: 2000 }] }, saving: 'saving' });
    expect(editor.unsaved()).toEqual({ startMs: 1100, removed: [{ startMs: 2000, endMs: 2500 }], exact: true });
    line.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.patches.map(({ kind, revision }) => `${kind} ${revision}`)).toEqual(['trim 3', 'cut 4']);
    expect(editor.get().saving).toBe('saved');
  });

  it('never stores an older change over a newer one, where the older one failed first', async () => {
    const { server, editor } = studio();
    const line = Promise.withResolvers<void>();
    server.line = line.promise;
    editor.change({ startMs: 1100, kind: 'trim' });
    await vi.advanceTimersByTimeAsync(500);
    editor.change({ startMs: 1200, kind: 'cut' });
    await vi.advanceTimersByTimeAsync(500);
    server.fail = problem('network', 0);
    line.resolve();
    await vi.advanceTimersByTimeAsync(0);
    expect(editor.get()).toMatchObject({ clip: { startMs: 1200 }, saving: 'waiting' });
    server.fail = null;
    await vi.advanceTimersByTimeAsync(4000);
    expect(server.clip).toMatchObject({ startMs: 1200 });
    expect(editor.get()).toMatchObject({ clip: { startMs: 1200 }, saving: 'saved' });
  });

  it('knows its own change again whose answer got lost', async () => {
    const { server, editor } = studio();
    server.loseAnswer = true;
    editor.change({ title: 'Mine', kind: 'text' });
    await vi.advanceTimersByTimeAsync(500);
    expect(editor.get().saving).toBe('waiting');
    editor.change({ startMs: 1100, kind: 'trim' });
    server.loseAnswer = false;
    await vi.advanceTimersByTimeAsync(4000);
    expect(editor.get()).toMatchObject({ theirs: null, saving: 'saved', clip: { title: 'Mine', startMs: 1100 } });
    expect(server.patches.map(({ revision }) => revision)).toEqual([3, 4]);
  });

  it('waits no longer once theirs was taken', async () => {
    const { server, editor } = studio();
    server.fail = problem('network', 0);
    editor.change({ startMs: 1100, kind: 'trim' });
    await vi.advanceTimersByTimeAsync(500);
    server.fail = null;
    server.clip = { ...clip, startMs: 1500, title: 'Theirs', revision: 7 };
    await vi.advanceTimersByTimeAsync(4000);
    editor.takeTheirs();
    expect(editor.get()).toMatchObject({ clip: { startMs: 1500 }, saving: 'saved' });
    await editor.step('undo');
    expect(editor.get().clip).toMatchObject({ startMs: 1000, revision: 8 });
  });

  it('goes on storing after a call that broke', async () => {
    const { server, editor } = studio();
    await expect(editor.apart(() => Promise.reject(new TypeError('broken')))).rejects.toThrow('broken');
    editor.change({ startMs: 1100, kind: 'trim' });
    await vi.advanceTimersByTimeAsync(500);
    expect(server.clip).toMatchObject({ startMs: 1100 });
  });
});
