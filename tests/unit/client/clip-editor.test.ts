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
  const server = { clip, patches: [] as ClipPatch[], fail: null as ApiError | null };
  const problems: string[] = [];
  const editor = new ClipEditor(
    clip,
    {
      load: async () => server.clip,
      change: async (_id, patch) => {
        if (server.fail) throw server.fail;
        if (patch.revision !== server.clip.revision) throw problem('clip_changed', 409);
        server.patches.push(patch);
        const { revision = 0, exact: _, kind: __, ...rest } = patch;
        server.clip = { ...server.clip, ...rest, texts: null, revision: revision + 1, undo: 'trim' } as ClipView;
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
});
