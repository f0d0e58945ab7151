'use client';

import useSWR from 'swr';
import { LoadError } from '#components/layout/load-error.tsx';
import { toast } from '#components/layout/toasts.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { ApiError } from '#lib/client/api-error.ts';
import { swrOptions } from '#lib/client/swr-options.ts';
import { type Texts, useTexts } from '#lib/client/texts.tsx';
import { transcriptCalls } from '#lib/client/transcript-calls.ts';
import { urls } from '#lib/client/urls.ts';
import { formatDay } from '#lib/shared/texts/formats.ts';
import type { TranscriptVersion } from '#lib/shared/transcript-api.ts';

interface VersionsDialogProps {
  open: boolean;
  episodeId: string;
  busy: boolean;
  onRestore: (versionId: string) => Promise<boolean>;
  onClose: () => void;
}

/** Transcripts that another one has taken the place of; each can be had back. */
export function VersionsDialog(props: VersionsDialogProps) {
  const t = useTexts();
  return (
    <Dialog
      open={props.open}
      onOpenChange={(next) => {
        if (!next) props.onClose();
      }}
      title={t('transcript.versions')}
      description={t('transcript.versionsText')}
    >
      <Versions {...props} />
    </Dialog>
  );
}

function Versions({ episodeId, busy, onRestore, onClose }: VersionsDialogProps) {
  const t = useTexts();
  const key = `${urls.transcript(episodeId)}/versions`;
  const { data, error, mutate } = useSWR<TranscriptVersion[], unknown>(key, () => transcriptCalls.versions(episodeId), {
    ...swrOptions,
    revalidateOnMount: true,
  });
  if (error instanceof ApiError && !data) {
    return <LoadError className="mt-4" error={error} onRetry={() => void mutate()} />;
  }
  if (!data) return <Skeleton className="mt-4 h-12 w-full" />;
  if (data.length === 0) return <p className="mt-4">{t('transcript.noVersions')}</p>;
  return (
    <ul className="mt-4 grid max-h-[50dvh] gap-2 overflow-y-auto">
      {data.map((version) => (
        <li key={version.id} className="flex items-center gap-3 rounded-control border px-3 py-2.5">
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium">{nameOf(t, version)}</p>
            <p className="text-13 text-muted">
              {t('transcript.sentences', { n: version.sentenceCount })}
              {version.editedAt === null ? '' : t('transcript.byHand')}
              {t('transcript.putAside', { when: timeOf(t, version.keptAt) })}
            </p>
          </div>
          <Button
            size="small"
            disabled={busy}
            onClick={async () => {
              if (!(await onRestore(version.id))) return;
              toast('ok', t('transcript.versionBack'));
              onClose();
            }}
          >
            {t('transcript.takeBack')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function nameOf(t: Texts, { origin, fileName, model }: TranscriptVersion): string {
  return origin === 'import' ? (fileName ?? t('transcript.givenFile')) : t('transcript.heardWith', { model });
}

function timeOf(t: Texts, at: number): string {
  const time = t.date(at, { hour: '2-digit', minute: '2-digit' });
  return t('transcript.dayAndTime', { day: formatDay(t, at, Date.now()), time });
}
