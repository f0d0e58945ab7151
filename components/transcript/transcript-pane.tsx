'use client';

import { FileUp } from 'lucide-react';
import { memo, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useAnnounce } from '#components/layout/announcer.tsx';
import { toast } from '#components/layout/toasts.tsx';
import { Button } from '#components/ui/button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { EpisodeDetail } from '#lib/shared/api/episodes.ts';
import type { TranscriptAnswer } from '#lib/shared/api/transcript.ts';
import { FindBar } from './find-bar.tsx';
import { PaneDialogs } from './pane-dialogs.tsx';
import { keepParagraphs, type Paragraph, toParagraphs, turnAt, type WordRange } from './paragraphs.ts';
import { SelectionBar } from './selection-bar.tsx';
import { SentenceEditor } from './sentence-editor.tsx';
import type { SpeakerQuestion } from './speaker-dialog.tsx';
import { type ClipMark, TranscriptText } from './transcript-text.tsx';
import { type TranscriptDialog, TranscriptToolbar } from './transcript-toolbar.tsx';
import { useTranscriptEdits } from './use-transcript-edits.ts';
import { focusWord, useWordSelection } from './use-word-selection.ts';

interface TranscriptPaneProps {
  episode: EpisodeDetail;
  /** Undefined while it loads, null where there is none yet. */
  transcript: TranscriptAnswer | null | undefined;
  clips: readonly ClipMark[];
  activeId: string | null;
  /** Said where there is no text: why, or what comes. */
  emptyText: string;
  /** More that can be done with chosen words; gets their times. */
  actions?: (range: { startMs: number; endMs: number }, done: () => void) => ReactNode;
}

/** A sentence that is being changed; `text` is what it was. */
interface Editing {
  sentence: number;
  text: string;
  caret: number;
  draft?: string;
}

/** The words of the episode: to read along, to change, to save. Drawn again only for what it is given. */
export const TranscriptPane = memo(function TranscriptPane(props: TranscriptPaneProps) {
  const { episode, transcript, clips, activeId, emptyText, actions } = props;
  const t = useTexts();
  const list = useRef<HTMLDivElement>(null);
  const announce = useAnnounce();
  const [dialog, setDialog] = useState<TranscriptDialog | null>(null);
  const [finding, setFinding] = useState(false);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [question, setQuestion] = useState<SpeakerQuestion | null>(null);
  const [turn, setTurn] = useState<number | null>(null);
  const typed = useRef('');
  const saving = useRef(false);
  const [refused, setRefused] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a refused change looks again at what was loaded meanwhile.
  useEffect(() => {
    // Changed by another page or a new transcription: what was open may be another sentence now.
    if (!editing || saving.current || transcript?.segments[editing.sentence]?.text === editing.text) return;
    setEditing(null);
    if (typed.current.trim() === editing.text.trim()) return;
    toast('bad', t('transcript.changedElsewhere', { text: typed.current.trim() }));
  }, [editing, transcript, refused, t]);
  // The sentence whose field was closed: the focus goes back to it once it stands there again.
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    if (left === null || editing) return;
    const word = list.current?.querySelector<HTMLElement>(`[data-sentence="${left}"] [data-word]`);
    if (word) focusWord(word);
    setLeft(null);
  }, [left, editing]);
  const edits = useTranscriptEdits(episode.id, transcript);
  const before = useRef<readonly Paragraph[]>([]);
  const paragraphs = useMemo(() => {
    if (!transcript) return [];
    const { segments, words, segmentWords } = transcript;
    const kept = keepParagraphs(before.current, toParagraphs(segments, words, clips, segmentWords));
    before.current = kept;
    return kept;
  }, [transcript, clips]);
  const selection = useWordSelection(list, transcript?.words.length ?? 0, transcript?.revision);
  const editable = transcript?.complete === true && transcript.revision !== undefined;
  if (turn !== null) {
    const range = turnAt(paragraphs, turn);
    setTurn(null);
    if (range) setQuestion({ range, speaker: paragraphs[turn]?.speaker ?? null, what: 'thisTurn' });
  }
  const dialogs = (
    <PaneDialogs
      episode={episode}
      transcript={transcript}
      edits={edits}
      dialog={dialog}
      onDialog={setDialog}
      question={question}
      onAnswered={() => setQuestion(null)}
    />
  );
  if (transcript === undefined) return <TranscriptSkeleton />;
  if (!transcript || paragraphs.length === 0) {
    const idle = episode.state !== 'queued' && episode.state !== 'processing' && episode.durationMs !== null;
    return (
      <div className="px-4 py-6 sm:px-7">
        <p className="max-w-[52ch] text-muted">{emptyText}</p>
        {idle ? (
          <Button className="mt-4" onClick={() => setDialog('import')}>
            <FileUp aria-hidden="true" />
            {t('transcript.giveOne')}
          </Button>
        ) : null}
        {dialogs}
      </div>
    );
  }
  const openSentence = (word: number) => {
    const sentence = paragraphs
      .flatMap((each) => each.sentences)
      .find((each) => each.words.some((w) => w.index === word));
    const text = sentence && transcript.segments[sentence.index]?.text;
    if (!sentence || text === undefined) return;
    const before = sentence.words.filter((each) => each.index < word);
    const caret = before.reduce((sum, each) => sum + each.text.length + each.gap.length, 0);
    selection.clear();
    typed.current = text;
    setEditing({ sentence: sentence.index, text, caret });
  };
  const saveSentence = async (of: Editing, text: string) => {
    saving.current = true;
    leaveSentence(of.sentence);
    const saved = await edits.edit({ type: 'text', sentence: of.sentence, text });
    saving.current = false;
    if (saved) return;
    // Nothing that was typed is lost: the field is open again, with it.
    typed.current = text;
    setEditing({ ...of, draft: text, caret: text.length });
    setRefused(refused + 1);
  };
  const leaveSentence = (sentence: number) => {
    setEditing(null);
    setLeft(sentence);
  };
  const showSegment = (segment: number) => {
    const position = paragraphs.findIndex((each) => each.sentences.some((sentence) => sentence.index === segment));
    const words = paragraphs[position]?.sentences.find((sentence) => sentence.index === segment)?.words ?? [];
    const [first, last] = [words[0]?.index, words.at(-1)?.index];
    if (first !== undefined && last !== undefined) selection.choose({ from: first, to: last + 1 });
    list.current?.querySelector(`[data-paragraph="${position}"]`)?.scrollIntoView({ block: 'center' });
  };
  const { range } = selection;
  const times = range && timesOf(transcript, range);
  return (
    <div>
      {editable ? (
        <div className="sticky top-0 z-10 border-b bg-background">
          <TranscriptToolbar
            episodeId={episode.id}
            title={episode.title}
            undo={transcript.undo ?? null}
            redo={transcript.redo ?? null}
            busy={edits.busy}
            finding={finding}
            onStep={async (direction) => {
              if (await edits.step(direction))
                announce(t(direction === 'undo' ? 'transcript.takenBack' : 'transcript.doneAgain'));
            }}
            onFind={() => setFinding(!finding)}
            onDialog={setDialog}
          />
          {finding ? (
            <FindBar
              segments={transcript.segments}
              busy={edits.busy}
              onEdit={edits.edit}
              onShow={showSegment}
              onClose={() => setFinding(false)}
            />
          ) : null}
        </div>
      ) : null}
      <TranscriptText
        list={list}
        transcript={transcript}
        paragraphs={paragraphs}
        clips={clips}
        activeId={activeId}
        selection={selection}
        editing={
          editing && {
            sentence: editing.sentence,
            field: (
              <SentenceEditor
                key={editing.sentence}
                text={editing.text}
                draft={editing.draft}
                caret={editing.caret}
                busy={edits.busy}
                onDraft={(text) => {
                  typed.current = text;
                }}
                onSave={(text) => void saveSentence(editing, text)}
                onCancel={() => leaveSentence(editing.sentence)}
              />
            ),
          }
        }
        onEdit={editable ? openSentence : null}
        onSpeaker={editable ? setTurn : null}
      />
      {range && times && !editing ? (
        <SelectionBar
          words={range.to - range.from}
          lengthMs={times.endMs - times.startMs}
          onEdit={editable ? () => openSentence(range.from) : null}
          onSpeaker={
            editable ? () => setQuestion({ range, speaker: speakerOf(transcript, range), what: 'chosenWords' }) : null
          }
          onClear={selection.clear}
        >
          {editable ? actions?.(times, selection.clear) : null}
        </SelectionBar>
      ) : null}
      {dialogs}
    </div>
  );
});

function timesOf({ words }: TranscriptAnswer, { from, to }: WordRange): { startMs: number; endMs: number } | null {
  const [first, last] = [words[from], words[to - 1]];
  return first && last ? { startMs: first.startMs, endMs: last.endMs } : null;
}

/** Who says the first of these words. */
function speakerOf({ segments, segmentWords = [] }: TranscriptAnswer, { from }: WordRange): string | null {
  let at = 0;
  const index = segmentWords.findIndex((count) => {
    at += count;
    return at > from;
  });
  return segments[index]?.speaker ?? null;
}

const LINES = ['w-11/12', 'w-4/5', 'w-full', 'w-2/3', 'w-11/12', 'w-3/4', 'w-full', 'w-1/2'];

function TranscriptSkeleton() {
  const t = useTexts();
  return (
    <div role="status" aria-label={t('transcript.loading')} className="grid max-w-[66ch] gap-4 px-4 py-6 sm:pl-[88px]">
      {LINES.map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: fixed lines that never change places.
        <Skeleton key={line} className={`h-4 ${width}`} />
      ))}
    </div>
  );
}
