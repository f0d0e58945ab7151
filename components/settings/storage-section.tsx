import Link from 'next/link';
import { bytesOf, count, formatSize } from '#components/texts.ts';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { Section } from '#components/ui/section.tsx';
import { useStorage } from '#lib/client/hooks.ts';
import type { SystemView } from '#lib/shared/api/system.ts';
import type { AssetKind } from '#lib/shared/states.ts';
import type { StorageUsage } from '#lib/shared/storage.ts';

const EPISODES_SHOWN = 5;

const KIND_NAMES: Readonly<Record<AssetKind, string>> = {
  source: 'Sources',
  clip_video: 'Clips',
  clip_poster: 'Pictures of clips',
  clip_srt: 'Subtitles (SRT)',
  clip_vtt: 'Subtitles (VTT)',
  artwork: 'Artwork',
  peaks: 'Waveforms',
  waveform: 'Waveforms in detail',
  sound: 'Measures of the sound',
};

/** How much room is used and left, and by what. */
export function StorageSection({ storage }: { storage: SystemView['storage'] }) {
  const used = bytesOf(storage.usedBytes, storage.limitBytes);
  const { data: usage } = useStorage();
  return (
    <Section
      title="Storage"
      text="Sources, transcripts and clips, all on this machine. Deleting an episode frees what it uses."
    >
      <div className="grid gap-2">
        <ProgressBar
          quiet
          label="Storage used"
          valueText={used}
          percent={storage.limitBytes > 0 ? (storage.usedBytes / storage.limitBytes) * 100 : 0}
        />
        <div className="flex flex-wrap justify-between gap-x-4">
          <span>{used} used</span>
          <span className="text-muted">{formatSize(storage.freeBytes)} free on the disk</span>
        </div>
      </div>
      {usage ? <Usage usage={usage} /> : null}
    </Section>
  );
}

function Usage({ usage }: { usage: StorageUsage }) {
  const { models, engines, database, logs, work } = usage.beside;
  const rows = [
    ...usage.kinds.map(({ kind, bytes }) => ({ name: KIND_NAMES[kind], bytes })),
    { name: 'Uploads that are not finished', bytes: usage.openUploadBytes },
    { name: 'Speech models and engine, beside the limit', bytes: models + engines },
    { name: 'Database, logs and work files, beside the limit', bytes: (database ?? 0) + logs + work },
  ].filter(({ bytes }) => bytes > 0);
  return (
    <div className="mt-5 grid grid-cols-[minmax(0,1fr)] gap-5">
      <dl className="grid gap-1.5">
        {rows.map(({ name, bytes }) => (
          <div key={name} className="flex justify-between gap-4">
            <dt className="min-w-0 text-muted">{name}</dt>
            <dd className="whitespace-nowrap">{formatSize(bytes)}</dd>
          </div>
        ))}
      </dl>
      {usage.episodes.length > 0 ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
          <h3 className="font-medium">Largest episodes</h3>
          <ul className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
            {usage.episodes.slice(0, EPISODES_SHOWN).map(({ episodeId, title, files, bytes }) => (
              <li key={episodeId} className="flex justify-between gap-4">
                <Link
                  href={`/episodes/${episodeId}`}
                  className="min-w-0 truncate rounded-small underline underline-offset-2"
                >
                  {title}
                </Link>
                <span className="whitespace-nowrap text-muted">
                  {count(files, 'file')}, {formatSize(bytes)}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
