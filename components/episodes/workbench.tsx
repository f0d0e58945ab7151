'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import type { ClipActions } from '#components/clips/clip-card.tsx';
import { ClipList } from '#components/clips/clip-list.tsx';
import { FindPanel } from '#components/clips/find-panel.tsx';
import { MakeClip } from '#components/clips/make-clip.tsx';
import { useClipActions } from '#components/clips/use-clip-actions.ts';
import { useAnnounce } from '#components/layout/announcer.tsx';
import { LoadError } from '#components/layout/load-error.tsx';
import { usePageTitle } from '#components/layout/use-page-title.ts';
import { EpisodeWaveform } from '#components/player/episode-waveform.tsx';
import { PlayerBar } from '#components/player/player-bar.tsx';
import { PlayerProvider, usePlayer } from '#components/player/player-context.tsx';
import { TranscriptPane } from '#components/transcript/transcript-pane.tsx';
import { fetched, useFetched } from '#components/ui/fetched.ts';
import { useClips, useTranscript, useWaveform } from '#lib/client/episode-hooks.ts';
import { useProgress } from '#lib/client/hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import type { Progress } from '#lib/shared/progress.ts';
import { problemText } from '#lib/shared/texts/formats.ts';
import { EpisodeHeader } from './episode-header.tsx';
import { EpisodeState } from './episode-state.tsx';
import { Panes } from './panes.tsx';
import { useEpisodeActions } from './use-episode-actions.ts';
import { clipsText, collectNotes, transcriptText } from './words.ts';

const NO_PEAKS: readonly number[] = [];

/** Fetched when a clip is opened for the first time. */
const clipDialog = fetched(async () => (await import('#components/clips/clip-dialog.tsx')).ClipDialog);

/** An episode with everything that is known of it, from the first second of its processing on. */
export function Workbench({ episode }: { episode: EpisodeDetail }) {
  return (
    <PlayerProvider src={episode.sourceUrl}>
      <WorkbenchBody episode={episode} />
    </PlayerProvider>
  );
}

function WorkbenchBody({ episode }: { episode: EpisodeDetail }) {
  const t = useTexts();
  const player = usePlayer();
  const running = episode.state === 'queued' || episode.state === 'processing';
  const progress = useProgress([episode.id])[episode.id]?.progress ?? episode.progress;
  const transcript = useTranscript(episode.id);
  // A shape that was asked for later is rendered while the episode itself is long ready.
  const [rendering, setRendering] = useState(false);
  const clipList = useClips(episode.id, rendering && !running);
  const waveform = useWaveform(episode.id);
  const { busy, rate, retryRender, ...actions } = useEpisodeActions(episode.id);
  const picking = useClipActions(episode.id);
  // Renders go on beside a search; listening and searching do not.
  const findable = Boolean(transcript.data?.complete) && (!running || progress.stage === 'render');
  const [activeId, setActiveId] = useState<string | null>(null);
  // A running step hears of a cancel with its next sign of life; until then the button says that it was asked.
  const [cancelAsked, setCancelAsked] = useState(false);
  if (cancelAsked && !running) setCancelAsked(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const ClipDialog = useFetched(clipDialog, openId !== null);
  const steps = useSteps(episode, progress, clipList.data?.clips.length ?? 0);
  usePageTitle(episode.title, running ? progress.percent : null);

  const clips = clipList.data?.clips;
  const unfinished = clips?.some(({ renders }) =>
    renders.some(({ status }) => status === 'queued' || status === 'running'),
  );
  if (unfinished !== undefined && unfinished !== rendering) setRendering(unfinished);
  const notes = collectNotes(episode, clipList.data?.notes);
  // The list is asked again and again while it runs; what depends on places and titles only should not notice.
  const marksKey = JSON.stringify(
    (clips ?? []).map(({ id, rank, title, startMs, endMs }) => [id, rank, title, startMs, endMs]),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: marksKey stands for the fields that are used.
  const marks = useMemo(
    () => (clips ?? []).map(({ id, rank, title, startMs, endMs }) => ({ id, rank, title, startMs, endMs })),
    [marksKey],
  );
  const durationMs = episode.durationMs ?? waveform.data?.durationMs ?? 0;
  // The same object as long as it does the same: a hundred cards are not drawn again because a word is chosen.
  const clipActions: ClipActions = useMemo(
    () => ({
      open: (clip) => {
        player.pause();
        setActiveId(clip.id);
        setOpenId(clip.id);
      },
      listen: (clip) => player.seek(clip.startMs, true),
      select: (clip) => setActiveId(clip.id),
      rate: (clip, change) => void rate(clip, change),
      retry: (_clip, jobId) => void retryRender(jobId),
      change: picking.change,
      remove: (clip) => {
        setOpenId((open) => (open === clip.id ? null : open));
        void picking.remove(clip);
      },
      steer: findable ? (clip, direction) => void picking.steer(clip, direction) : null,
    }),
    [player, rate, retryRender, picking, findable],
  );
  const complete = Boolean(transcript.data?.complete);
  const makeClip = useMemo(
    () =>
      complete
        ? (times: { startMs: number; endMs: number }, clear: () => void) => (
            <MakeClip {...times} onCreate={picking.create} onMade={clear} />
          )
        : undefined,
    [complete, picking],
  );
  const nothingYet = episode.state === 'failed' && !transcript.data && (clips ?? []).length === 0;
  return (
    <main id="main" tabIndex={-1} data-workbench className="flex min-h-0 flex-1 flex-col outline-none">
      <div className="grid shrink-0 gap-3 border-b px-4 pt-3 pb-3 sm:px-7">
        <EpisodeHeader
          episode={episode}
          onRename={actions.rename}
          onDelete={actions.remove}
          onTranscribe={running || episode.sourceUrl === null ? null : actions.transcribe}
        />
        {nothingYet && !waveform.data ? null : (
          <EpisodeWaveform
            episodeId={episode.id}
            peaks={waveform.data?.peaks ?? NO_PEAKS}
            durationMs={durationMs}
            clips={marks}
            activeId={activeId}
          />
        )}
        <EpisodeState
          episode={episode}
          progress={progress}
          notes={notes.general}
          showSteps={steps.shown}
          busy={busy || cancelAsked}
          onCancel={async () => setCancelAsked(await actions.cancel())}
          onRetry={() => void actions.retry()}
          onDismiss={steps.dismiss}
        />
      </div>
      {nothingYet ? (
        <div className="flex-1">
          {episode.durationMs === null ? null : (
            <TranscriptPane
              episode={episode}
              transcript={transcript.data}
              clips={marks}
              activeId={activeId}
              emptyText={t('episode.withoutListening')}
            />
          )}
        </div>
      ) : (
        <Panes
          clipCount={marks.length}
          transcript={
            transcript.error && !transcript.data ? (
              <LoadError className="m-4" error={transcript.error} onRetry={() => void transcript.refresh()} />
            ) : (
              <TranscriptPane
                episode={episode}
                transcript={transcript.data}
                clips={marks}
                activeId={activeId}
                emptyText={transcriptText(t, episode)}
                actions={makeClip}
              />
            )
          }
          clips={
            clipList.error && !clips ? (
              <LoadError className="m-4" error={clipList.error} onRetry={() => void clipList.refresh()} />
            ) : (
              <ClipList
                clips={clips}
                activeId={activeId}
                actions={clipActions}
                notes={notes.clips}
                emptyText={clipsText(t, episode)}
                tools={
                  transcript.data?.complete && transcript.data.segments.length > 0 ? (
                    <FindPanel
                      durationMs={durationMs}
                      ready={findable}
                      onFind={picking.find}
                      onCreate={picking.create}
                    />
                  ) : null
                }
              />
            )
          }
        />
      )}
      {episode.sourceUrl && durationMs > 0 ? <PlayerBar durationMs={durationMs} /> : null}
      {ClipDialog ? (
        <ClipDialog
          clip={clips?.find((clip: ClipView) => clip.id === openId) ?? null}
          clips={clips ?? []}
          language={episode.language}
          source={
            episode.sourceUrl === null
              ? null
              : { episodeId: episode.id, url: episode.sourceUrl, hasVideo: episode.hasVideo ?? false }
          }
          actions={clipActions}
          onRender={(clip, aspect, look) => void actions.render(clip.id, aspect, look)}
          onClose={() => setOpenId(null)}
        />
      ) : null}
    </main>
  );
}

/**
 * The steps stay after the end until the person hides them, so that the page does not jump under
 * their eyes; on the next visit they are not there. Says the end to screen readers.
 */
function useSteps(episode: EpisodeDetail, progress: Progress, clipCount: number) {
  const t = useTexts();
  const announce = useAnnounce();
  const running = episode.state === 'queued' || episode.state === 'processing';
  const [seenRunning, setSeenRunning] = useState(running);
  if (running && !seenRunning) setSeenRunning(true);
  const previous = useRef(episode.state);
  useEffect(() => {
    if (previous.current === episode.state) return;
    previous.current = episode.state;
    if (episode.state === 'ready') {
      announce(t('episode.isDone', { title: episode.title, clips: t('episode.clips', { n: clipCount }) }));
    }
    if (episode.state === 'failed') {
      const why = progress.error ? problemText(t, progress.error).title : '';
      announce(t('episode.notFinished', { title: episode.title, why }));
    }
  }, [episode.state, episode.title, clipCount, progress.error, announce, t]);
  return {
    shown: running || (seenRunning && episode.state === 'ready'),
    dismiss: () => setSeenRunning(false),
  };
}
