'use client';

import { BookA, Download, Ellipsis, FileText, FileUp, History, Redo2, Replace, Undo2 } from 'lucide-react';
import { IconButton } from '#components/ui/button.tsx';
import { Menu, MenuDownload, MenuItem } from '#components/ui/menu.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { transcriptFileUrl } from '#lib/client/transcript-calls.ts';
import { safeFileName } from '#lib/shared/file-name.ts';
import { EXPORT_FORMATS, type ExportFormat } from '#lib/shared/transcript/export.ts';

export type TranscriptDialog = 'import' | 'versions' | 'glossary' | 'show';

interface ToolbarProps {
  episodeId: string;
  title: string;
  /** The kind of change that can be taken back, or done again. */
  undo: string | null;
  redo: string | null;
  busy: boolean;
  finding: boolean;
  onStep: (direction: 'undo' | 'redo') => void;
  onFind: () => void;
  onDialog: (dialog: TranscriptDialog) => void;
}

const CHANGE_WORDS: ReadonlyMap<string, `transcript.change${'Text' | 'Speaker' | 'Replace' | 'Glossary'}`> = new Map([
  ['text', 'transcript.changeText'],
  ['speaker', 'transcript.changeSpeaker'],
  ['rename_speaker', 'transcript.changeSpeaker'],
  ['replace', 'transcript.changeReplace'],
  ['glossary', 'transcript.changeGlossary'],
] as const);

const FORMATS: readonly ExportFormat[] = ['srt', 'vtt', 'txt', 'json', 'csv'];

/** What can be done with the whole transcript. */
export function TranscriptToolbar(props: ToolbarProps) {
  const { episodeId, title, undo, redo, busy, finding, onStep, onFind, onDialog } = props;
  const t = useTexts();
  const change = (kind: string) => t(CHANGE_WORDS.get(kind) ?? 'transcript.changeAny');
  return (
    <div role="toolbar" aria-label={t('transcript.tools')} className="flex items-center gap-0.5 px-3 py-1 sm:px-6">
      <IconButton
        label={undo ? t('transcript.undoOf', { change: change(undo) }) : t('transcript.undo')}
        disabled={busy || !undo}
        onClick={() => onStep('undo')}
      >
        <Undo2 aria-hidden="true" />
      </IconButton>
      <IconButton
        label={redo ? t('transcript.redoOf', { change: change(redo) }) : t('transcript.redo')}
        disabled={busy || !redo}
        onClick={() => onStep('redo')}
      >
        <Redo2 aria-hidden="true" />
      </IconButton>
      <IconButton label={t('transcript.find')} aria-pressed={finding} onClick={onFind}>
        <Replace aria-hidden="true" />
      </IconButton>
      <span className="flex-1" />
      <Menu
        width={240}
        trigger={
          <IconButton label={t('transcript.download')}>
            <Download aria-hidden="true" />
          </IconButton>
        }
      >
        {FORMATS.map((format) => (
          <MenuDownload
            key={format}
            href={transcriptFileUrl(episodeId, format)}
            fileName={`${safeFileName(title)}.${EXPORT_FORMATS[format].extension}`}
          >
            <FileText aria-hidden="true" />
            {t(`transcript.${format}`)}
          </MenuDownload>
        ))}
      </Menu>
      <Menu
        width={240}
        trigger={
          <IconButton label={t('transcript.more')}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem onClick={() => onDialog('import')}>
          <FileUp aria-hidden="true" />
          {t('transcript.giveOne')}
        </MenuItem>
        <MenuItem onClick={() => onDialog('glossary')}>
          <BookA aria-hidden="true" />
          {t('transcript.glossary')}
        </MenuItem>
        <MenuItem onClick={() => onDialog('versions')}>
          <History aria-hidden="true" />
          {t('transcript.versions')}
        </MenuItem>
      </Menu>
    </div>
  );
}
