'use client';

import { BookA, Download, Ellipsis, FileText, FileUp, History, Redo2, Replace, Undo2 } from 'lucide-react';
import { IconButton } from '#components/ui/button.tsx';
import { Menu, MenuDownload, MenuItem } from '#components/ui/menu.tsx';
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

const CHANGES: Readonly<Record<string, string>> = {
  text: 'the change of a sentence',
  speaker: 'the name of a speaker',
  rename_speaker: 'the name of a speaker',
  replace: 'what was replaced',
  glossary: 'the glossary',
};

const FORMATS: readonly { format: ExportFormat; label: string }[] = [
  { format: 'srt', label: 'Subtitles (SRT)' },
  { format: 'vtt', label: 'Subtitles with word times (VTT)' },
  { format: 'txt', label: 'Text (TXT)' },
  { format: 'json', label: 'Podcasting 2.0 (JSON)' },
  { format: 'csv', label: 'Words as a table (CSV)' },
];

/** What can be done with the whole transcript. */
export function TranscriptToolbar(props: ToolbarProps) {
  const { episodeId, title, undo, redo, busy, finding, onStep, onFind, onDialog } = props;
  return (
    <div role="toolbar" aria-label="Transcript" className="flex items-center gap-0.5 px-3 py-1 sm:px-6">
      <IconButton
        label={undo ? `Undo ${CHANGES[undo] ?? 'the last change'}` : 'Undo'}
        disabled={busy || !undo}
        onClick={() => onStep('undo')}
      >
        <Undo2 aria-hidden="true" />
      </IconButton>
      <IconButton
        label={redo ? `Redo ${CHANGES[redo] ?? 'the last change'}` : 'Redo'}
        disabled={busy || !redo}
        onClick={() => onStep('redo')}
      >
        <Redo2 aria-hidden="true" />
      </IconButton>
      <IconButton label="Find and replace" aria-pressed={finding} onClick={onFind}>
        <Replace aria-hidden="true" />
      </IconButton>
      <span className="flex-1" />
      <Menu
        width={240}
        trigger={
          <IconButton label="Download the transcript">
            <Download aria-hidden="true" />
          </IconButton>
        }
      >
        {FORMATS.map(({ format, label }) => (
          <MenuDownload
            key={format}
            href={transcriptFileUrl(episodeId, format)}
            fileName={`${safeFileName(title)}.${EXPORT_FORMATS[format].extension}`}
          >
            <FileText aria-hidden="true" />
            {label}
          </MenuDownload>
        ))}
      </Menu>
      <Menu
        width={240}
        trigger={
          <IconButton label="More about the transcript">
            <Ellipsis aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem onClick={() => onDialog('import')}>
          <FileUp aria-hidden="true" />
          Use a transcript you have
        </MenuItem>
        <MenuItem onClick={() => onDialog('glossary')}>
          <BookA aria-hidden="true" />
          Glossary
        </MenuItem>
        <MenuItem onClick={() => onDialog('versions')}>
          <History aria-hidden="true" />
          Earlier versions
        </MenuItem>
      </Menu>
    </div>
  );
}
