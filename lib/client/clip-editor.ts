import type { ClipView } from '#lib/shared/api/clips.ts';
import { isSameRemoved } from '#lib/shared/clip-edit.ts';
import type { ClipPatch } from '#lib/shared/clip-requests.ts';
import { ApiError } from './api-error.ts';

/** What the server does for an editor. All reject with ApiError. */
export interface ClipCalls {
  load: (id: string) => Promise<ClipView>;
  change: (id: string, patch: ClipPatch) => Promise<ClipView>;
  step: (id: string, direction: 'undo' | 'redo', revision: number) => Promise<ClipView>;
}

/** A change of what a clip shows, of its cut or its texts. */
export type EditorPatch = Omit<ClipPatch, 'revision' | 'exact' | 'kept'>;

export interface EditorState {
  /** As it is edited, stored or not. */
  readonly clip: ClipView;
  /** `waiting`: the line is down, it is stored as soon as that is over. */
  readonly saving: 'saved' | 'saving' | 'waiting';
  /** What another window made of it meanwhile; null where nobody did. */
  readonly theirs: ClipView | null;
}

const STILL_MS = 400;
const AGAIN_MS = 3000;

/**
 * One clip in an editor: what is changed is shown at once and stored when it stands still, one change after the
 * other, each made to the revision that was seen. Where another window was first, nothing is stored until the
 * person has chosen.
 */
export class ClipEditor {
  readonly #calls: ClipCalls;
  readonly #onProblem: (error: ApiError) => void;
  readonly #listeners = new Set<() => void>();
  #saved: ClipView;
  /** Still being made. */
  #pending: EditorPatch | null = null;
  /** To be stored, in this order; the first may be on its way. */
  #queue: readonly EditorPatch[] = [];
  #sending = false;
  #theirs: ClipView | null = null;
  #waiting = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> = Promise.resolve();
  #state: EditorState;

  constructor(clip: ClipView, calls: ClipCalls, onProblem: (error: ApiError) => void) {
    this.#saved = clip;
    this.#calls = calls;
    this.#onProblem = onProblem;
    this.#state = this.#read();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get = (): EditorState => this.#state;

  /** What the server says of the clip, e.g. its renders. Edits that are not stored stay. */
  adopt(clip: ClipView): void {
    if (this.#theirs || clip.revision < this.#saved.revision) return;
    // Another window's change under ours: storing ours finds that out and asks.
    if (this.#open() && clip.revision !== this.#saved.revision) return;
    this.#saved = clip;
    this.#tell();
  }

  /** Shows a change at once; it is stored when nothing more comes for a moment. */
  change(patch: EditorPatch): void {
    if (this.#pending && this.#pending.kind !== patch.kind) void this.flush();
    this.#pending = { ...this.#pending, ...patch };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), STILL_MS);
    this.#tell();
  }

  /** Stores what is not stored. Resolves once it is, or cannot be. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#theirs || !this.#open()) return this.#work;
    if (this.#pending) this.#queue = [...this.#queue, this.#pending];
    this.#pending = null;
    return this.#run(() => this.#store());
  }

  /** Takes the last change back, or does it again. */
  step(direction: 'undo' | 'redo'): Promise<void> {
    void this.flush();
    return this.#run(async () => {
      if (!this.#isStored()) return;
      const { id, revision } = this.#saved;
      await this.#guarded(async () => {
        this.#saved = await this.#calls.step(id, direction, revision);
      });
    });
  }

  /** What happens to the clip elsewhere in the page, once all is stored. Answers whether it could be done. */
  async apart(change: (clip: ClipView) => Promise<ClipView | null>): Promise<boolean> {
    void this.flush();
    let done = false;
    await this.#run(async () => {
      if (!this.#isStored()) return;
      await this.#guarded(async () => {
        const clip = await change(this.#saved);
        if (clip) this.#saved = clip;
        done = true;
      });
    });
    return done;
  }

  /** Goes on with what the other window made of it. */
  takeTheirs(): void {
    if (!this.#theirs) return;
    this.#saved = this.#theirs;
    this.#theirs = null;
    this.#pending = null;
    this.#queue = [];
    this.#tell();
  }

  /** Stores our change over what the other window made of it; that can be taken back. */
  keepMine(): void {
    if (!this.#theirs) return;
    this.#saved = this.#theirs;
    this.#theirs = null;
    this.#pending = this.#open();
    this.#queue = [];
    this.#tell();
    void this.flush();
  }

  /** What would be lost with the page: to be sent in its last moment. Null where all is stored. */
  unsaved(): ClipPatch | null {
    const open = this.#open();
    if (!open) return null;
    // What is on its way ends with the page: whether it comes to the server, and with it another revision, is unknown.
    return { ...open, ...exactly(open), ...(!this.#sending && { revision: this.#saved.revision }) };
  }

  /** Everything that is not stored, as one change; the newer one has the last word. */
  #open(): EditorPatch | null {
    const all = [...this.#queue, ...(this.#pending ? [this.#pending] : [])];
    if (all.length === 0) return null;
    const kind = all.every((patch) => patch.kind === all[0]?.kind) ? all[0]?.kind : undefined;
    const { kind: _, ...patch }: EditorPatch = Object.assign({}, ...all);
    return { ...patch, ...(kind && { kind }) };
  }

  #isStored(): boolean {
    return !this.#theirs && this.#queue.length === 0;
  }

  /** Stores one after the other, until there is none or one cannot be stored now. */
  async #store(): Promise<void> {
    for (let [patch] = this.#queue; patch && !this.#theirs; [patch] = this.#queue) {
      this.#sending = true;
      this.#tell();
      try {
        if (!(await this.#send(patch))) return;
      } finally {
        this.#sending = false;
        this.#tell();
      }
    }
  }

  /** @returns whether the next one can be stored */
  async #send(patch: EditorPatch): Promise<boolean> {
    const { id, revision } = this.#saved;
    try {
      this.#saved = await this.#calls.change(id, { ...patch, ...exactly(patch), revision });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 'clip_changed') return this.#meet();
      if (isPassing(error)) return this.#later();
      this.#onProblem(error);
    }
    this.#waiting = false;
    this.#queue = this.#queue.slice(1);
    return true;
  }

  #later(): false {
    this.#waiting = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), AGAIN_MS);
    return false;
  }

  async #guarded(call: () => Promise<void>): Promise<void> {
    try {
      await call();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 'clip_changed') await this.#meet();
      else this.#onProblem(error);
    }
    this.#tell();
  }

  /** Looks at what the clip is by now. @returns whether the next edit can be stored */
  async #meet(): Promise<boolean> {
    let theirs: ClipView;
    try {
      theirs = await this.#calls.load(this.#saved.id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (isPassing(error) && this.#open()) return this.#later();
      this.#onProblem(error);
      return false;
    }
    const [sent] = this.#queue;
    this.#waiting = false;
    if (sent && theirs.revision === this.#saved.revision + 1 && isIn(theirs, sent)) {
      // It was ours, whose answer got lost.
      this.#saved = theirs;
      this.#queue = this.#queue.slice(1);
      return true;
    }
    // Without an edit of ours there is nothing to choose.
    if (this.#open()) this.#theirs = theirs;
    else this.#saved = theirs;
    return false;
  }

  #run(work: () => Promise<void>): Promise<void> {
    // What one of them threw is told to whoever waits for it; the next is done all the same.
    this.#work = this.#work.then(work, work);
    this.#tell();
    return this.#work;
  }

  #read(): EditorState {
    const open = this.#open();
    const { hashtags, description, kind: _kind, ...rest } = open ?? {};
    const texts = this.#saved.texts ?? { titles: [], description: '', hashtags: [] };
    return {
      clip: {
        ...this.#saved,
        ...rest,
        ...((hashtags !== undefined || description !== undefined) && {
          texts: { ...texts, ...(hashtags && { hashtags }), ...(description !== undefined && { description }) },
        }),
      },
      saving: this.#waiting ? 'waiting' : open ? 'saving' : 'saved',
      theirs: this.#theirs,
    };
  }

  #tell(): void {
    this.#state = this.#read();
    for (const listener of this.#listeners) listener();
  }
}

/** The editor has snapped its times itself. */
function exactly(patch: EditorPatch): { exact?: true } {
  return patch.startMs !== undefined || patch.endMs !== undefined ? { exact: true } : {};
}

/** It may go well next time, with the same edit. */
function isPassing({ status }: ApiError): boolean {
  return status === 0 || status === 408 || status === 429 || status >= 500;
}

/** Whether a clip is as this edit makes it. */
function isIn(clip: ClipView, { title, description, hashtags, startMs, endMs, removed }: EditorPatch): boolean {
  const same = <T>(wanted: T | undefined, is: T) =>
    wanted === undefined || JSON.stringify(wanted) === JSON.stringify(is);
  return (
    same(title?.trim(), clip.title) &&
    same(description?.trim(), clip.texts?.description ?? '') &&
    same(hashtags, clip.texts?.hashtags ?? []) &&
    same(startMs, clip.startMs) &&
    same(endMs, clip.endMs) &&
    (removed === undefined || isSameRemoved(removed, clip.removed))
  );
}
