import type { ClipView } from '#lib/shared/api/clips.ts';
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
  /** Not sent yet. */
  #pending: EditorPatch | null = null;
  /** On its way. */
  #sending: EditorPatch | null = null;
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
    const edited = this.#pending !== null || this.#sending !== null;
    // Another window's change under ours: storing ours finds that out and asks.
    if (edited && clip.revision !== this.#saved.revision) return;
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
    const patch = this.#pending;
    if (patch && !this.#theirs) {
      this.#pending = null;
      this.#run(() => this.#send(patch));
    }
    return this.#work;
  }

  /** Takes the last change back, or does it again. */
  step(direction: 'undo' | 'redo'): Promise<void> {
    void this.flush();
    return this.#run(async () => {
      if (this.#theirs || this.#waiting) return;
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
      if (this.#theirs || this.#waiting) return;
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
    this.#tell();
  }

  /** Stores our change over what the other window made of it; that can be taken back. */
  keepMine(): void {
    if (!this.#theirs) return;
    this.#saved = this.#theirs;
    this.#theirs = null;
    this.#tell();
    void this.flush();
  }

  /** What would be lost with the page: to be sent in its last moment. Null where all is stored. */
  unsaved(): ClipPatch | null {
    const open = this.#pending ?? (this.#waiting ? this.#sending : null);
    return open && { ...open, ...exactly(open), revision: this.#saved.revision };
  }

  async #send(patch: EditorPatch): Promise<void> {
    this.#sending = patch;
    this.#tell();
    const { id, revision } = this.#saved;
    try {
      this.#saved = await this.#calls.change(id, { ...patch, ...exactly(patch), revision });
      this.#waiting = false;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 'clip_changed') {
        this.#pending = { ...patch, ...this.#pending };
        await this.#meet();
      } else if (error.status === 0 || error.status >= 500) {
        // The newer change has the last word; both are tried again together.
        this.#pending = { ...patch, ...this.#pending };
        this.#waiting = true;
        this.#timer = setTimeout(() => void this.flush(), AGAIN_MS);
      } else {
        this.#waiting = false;
        this.#onProblem(error);
      }
    }
    this.#sending = null;
    this.#tell();
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

  async #meet(): Promise<void> {
    try {
      const theirs = await this.#calls.load(this.#saved.id);
      // Without an edit of ours there is nothing to choose.
      if (this.#pending) this.#theirs = theirs;
      else this.#saved = theirs;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#onProblem(error);
    }
  }

  #run(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work);
    this.#tell();
    return this.#work;
  }

  #read(): EditorState {
    const { hashtags, description, kind: _kind, ...rest } = { ...this.#sending, ...this.#pending };
    const texts = this.#saved.texts ?? { titles: [], description: '', hashtags: [] };
    const edited = this.#sending !== null || this.#pending !== null;
    return {
      clip: {
        ...this.#saved,
        ...rest,
        ...((hashtags !== undefined || description !== undefined) && {
          texts: { ...texts, ...(hashtags && { hashtags }), ...(description !== undefined && { description }) },
        }),
      },
      saving: this.#waiting ? 'waiting' : edited ? 'saving' : 'saved',
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
