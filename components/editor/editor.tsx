'use client';

import { useMemo, useRef, useState } from 'react';
import { mutate } from 'swr';
import { ClipControls } from '#components/clips/clip-controls.tsx';
import { currentRender } from '#components/clips/current-render.ts';
import type { CaptionPreviewHandle } from '#components/preview/caption-preview.tsx';
import { useFraming } from '#lib/client/episode-hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { urls } from '#lib/client/urls.ts';
import type { ClipView } from '#lib/shared/api/clips.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import type { TranscriptAnswer } from '#lib/shared/api/transcript.ts';
import { LONGEST_CUT_MS } from '#lib/shared/clip-edit.ts';
import { spokenText } from '#lib/shared/clip-words.ts';
import { type Aspect, aspectSchema } from '#lib/shared/states.ts';
import { CutBar } from './cut-bar.tsx';
import { EditorHead } from './editor-head.tsx';
import { EditorPanel } from './editor-panel.tsx';
import { Playhead } from './playhead.ts';
import { RenderButtons } from './render-buttons.tsx';
import { renderState, withLook } from './render-state.ts';
import { SentenceButtons } from './sentence-buttons.tsx';
import { Stage, type StageMode } from './stage.tsx';
import { TheirsDialog } from './theirs-dialog.tsx';
import { Timeline } from './timeline.tsx';
import { Transport } from './transport.tsx';
import { useCutting } from './use-cutting.ts';
import { useEditor } from './use-editor.ts';
import { useEditorActions } from './use-editor-actions.ts';
import { useEditorKeys } from './use-editor-keys.ts';
import { useUndo } from './use-undo.ts';
import { WordActions } from './word-actions.tsx';
import { type Choice, WordStrip } from './word-strip.tsx';

interface EditorProps {
  loaded: ClipView;
  episode: EpisodeDetail;
  transcript: TranscriptAnswer | null;
  /** All of the episode, by rank. */
  clips: readonly ClipView[];
}

/** One clip with everything that makes it: cut, words, texts, look, picture, videos. */
export function Editor({ loaded, episode, transcript, clips }: EditorProps) {
  const t = useTexts();
  const { editor, state } = useEditor(loaded, episode.id);
  const { clip } = state;
  const undo = useUndo({ editor, clip, transcript, episodeId: episode.id });
  const { look, chooseLook, forgetLook } = undo;
  const actions = useEditorActions(editor, episode.id, episode.state === 'ready');
  const framing = useFraming(clip.id).data;
  const preview = useRef<CaptionPreviewHandle>(null);
  const [playhead] = useState(() => new Playhead(loaded.startMs));
  const [playing, setPlaying] = useState(false);
  const [rate, setRate] = useState(1);
  const [wanted, setWanted] = useState<StageMode>('preview');
  const [aspect, setAspect] = useState<Aspect>(currentRender(loaded)?.aspect ?? '9:16');
  const [snap, setSnap] = useState(true);
  const [choice, setChoice] = useState<Choice | null>(null);
  const [correcting, setCorrecting] = useState(false);
  const text = useMemo(() => {
    if (!transcript?.complete || transcript.words.length === 0) return null;
    return spokenText(transcript.words, transcript.segmentWords ?? [], transcript.durationMs);
  }, [transcript]);
  const durationMs = episode.durationMs ?? transcript?.durationMs ?? 0;
  const cutting = useCutting(editor, text, durationMs, snap);
  const render = clip.renders.find((each) => each.aspect === aspect) ?? null;
  const states = aspectSchema.options.map((each) => renderState(t, clip, framing, each));
  const shown = states.find((each) => each.aspect === aspect);
  const current = shown && withLook(shown, look);
  const next = nextOf(clip, clips);
  const seek = (ms: number) => {
    preview.current?.seek(ms);
    playhead.tell(ms);
  };
  const toggle = () => (preview.current?.playing ? preview.current.pause() : preview.current?.play());
  const make = (shape: Aspect) => {
    void actions.render(shape, shape === aspect ? look : null);
    if (shape === aspect) forgetLook();
  };
  const step = async (direction: 'undo' | 'redo') => {
    await undo.step(direction);
    await mutate(urls.framing(clip.id));
  };
  const choose = (to: Choice | null) => {
    setChoice(to);
    setCorrecting(false);
  };
  useEditorKeys({
    ...{ clip, clips, episodeId: episode.id, playhead, cutting, text, choice, actions, seek, toggle },
    player: preview,
    onRate: setRate,
    onStep: (direction) => void step(direction),
    onCorrect: () => setCorrecting(choice !== null),
    onRender: () => make(aspect),
  });
  return (
    <main
      id="main"
      tabIndex={-1}
      className="flex min-h-0 flex-1 flex-col outline-none lg:h-[calc(100dvh-60px)] lg:flex-none"
    >
      <EditorHead clip={clip} episodeId={episode.id} saving={state.saving} undo={{ ...undo, step }}>
        {current ? <RenderButtons current={current} all={states} onRender={make} /> : null}
      </EditorHead>
      <div className="flex min-h-0 flex-1 flex-col lg:grid lg:grid-cols-[minmax(0,1fr)_380px] lg:grid-rows-[minmax(0,1fr)]">
        <div className="flex min-h-0 min-w-0 flex-col">
          <Stage
            ref={preview}
            {...{ clip, episode, aspect, render, look, playhead, rate, wanted }}
            onWanted={setWanted}
            revision={`${clip.revision} ${transcript?.revision ?? ''} ${clip.title}`}
            onPlaying={(now) => {
              setPlaying(now);
              if (!now) setRate(1);
            }}
          />
          <section
            aria-label={t('editor.timeline')}
            className="grid shrink-0 grid-cols-[minmax(0,1fr)] gap-2.5 border-t px-3 pt-3 pb-3 sm:px-5"
          >
            <CutBar cut={clip} cutting={cutting} snap={snap} onSnap={setSnap} canSnap={text !== null}>
              <Transport
                {...{ playhead, playing }}
                disabled={episode.sourceUrl === null || wanted === 'render'}
                onToggle={toggle}
              />
            </CutBar>
            <Timeline
              episodeId={episode.id}
              durationMs={durationMs}
              cut={clip}
              text={text}
              playhead={playhead.listen}
              onSeek={seek}
              onMove={cutting.move}
            />
            <SentenceButtons
              cutting={cutting}
              hasWords={text !== null}
              onSplit={() => void actions.split(playhead.ms)}
              onMerge={next ? () => actions.merge(next) : null}
            />
            {text ? (
              <WordStrip {...{ text, choice }} cut={clip} playhead={playhead.listen} onChoose={choose} onSeek={seek}>
                <WordActions
                  {...{ text, choice, cutting, correcting }}
                  cut={clip}
                  onCorrecting={setCorrecting}
                  onCorrect={undo.correct}
                  onClear={() => choose(null)}
                />
              </WordStrip>
            ) : (
              <p className="text-13 text-muted">{t('editor.noWords')}</p>
            )}
          </section>
        </div>
        <EditorPanel
          {...{ clip, editor, aspect, render, look, states, framing }}
          onAspect={(shape) => {
            setAspect(shape);
            forgetLook();
          }}
          onLook={chooseLook}
          onRender={(shape, asked) => {
            setAspect(shape);
            forgetLook();
            void actions.render(shape, asked);
          }}
          onMake={make}
          onFraming={actions.saveFraming}
        >
          <ClipControls clip={clip} render={render} actions={actions.clipActions} />
        </EditorPanel>
      </div>
      <TheirsDialog editor={editor} state={state} />
    </main>
  );
}

/** The one that begins next after this one, and is not a part of it; null where it is too far away to be merged. */
function nextOf(clip: ClipView, clips: readonly ClipView[]): ClipView | null {
  const after = clips.filter((each) => each.id !== clip.id && each.startMs > clip.startMs && each.endMs > clip.endMs);
  const next = after.toSorted((a, b) => a.startMs - b.startMs)[0];
  return next && next.endMs - clip.startMs <= LONGEST_CUT_MS ? next : null;
}
