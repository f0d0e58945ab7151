'use client';

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { mutate } from 'swr';
import { toast } from '#components/layout/toasts.tsx';
import { clipCalls } from '#lib/client/clip-calls.ts';
import { ClipEditor, type EditorState } from '#lib/client/clip-editor.ts';
import { urls } from '#lib/client/urls.ts';
import type { ClipView } from '#lib/shared/api/clips.ts';

/** The clip as it is edited, and what changes it. Everything is stored by itself, also when the page is left. */
export function useEditor(loaded: ClipView, episodeId: string): { editor: ClipEditor; state: EditorState } {
  const [editor] = useState(
    () =>
      new ClipEditor(loaded, { load: clipCalls.clip, change: clipCalls.change, step: clipCalls.step }, (error) =>
        toast('bad', error),
      ),
  );
  const state = useSyncExternalStore(editor.subscribe, editor.get, editor.get);
  useEffect(() => editor.adopt(loaded), [editor, loaded]);
  useEffect(() => {
    const store = () => void editor.flush();
    const last = () => {
      const patch = editor.unsaved();
      if (!patch) return;
      // A request that outlives the page.
      void fetch(urls.clip(editor.get().clip.id), {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(patch),
        keepalive: true,
      });
    };
    window.addEventListener('pagehide', last);
    window.addEventListener('online', store);
    return () => {
      window.removeEventListener('pagehide', last);
      window.removeEventListener('online', store);
      void editor.flush().then(() => {
        const { clip } = editor.get();
        // Whoever comes back begins with what was stored last.
        void mutate(urls.clip(clip.id), clip, { revalidate: false });
        void mutate(urls.clips(episodeId));
      });
    };
  }, [editor, episodeId]);
  return useMemo(() => ({ editor, state }), [editor, state]);
}
