import Link from 'next/link';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { Section } from '#components/ui/section.tsx';
import { type Texts, useTexts } from '#lib/client/texts.tsx';
import type { StorageUsage } from '#lib/shared/storage.ts';
import { formatSize } from '#lib/shared/texts/formats.ts';
import { SizeRow } from './size-row.tsx';

/** How much room is used and left, and by what. */
export function UsageSections({ usage }: { usage: StorageUsage }) {
  const t = useTexts();
  const used = t('storage.usedOf', { used: formatSize(t, usage.usedBytes), limit: formatSize(t, usage.limitBytes) });
  return (
    <>
      <Section title={t('storage.byKind')}>
        <div className="grid gap-2">
          <ProgressBar
            quiet
            label={t('storage.used')}
            valueText={used}
            percent={usage.limitBytes > 0 ? (usage.usedBytes / usage.limitBytes) * 100 : 0}
          />
          <div className="flex flex-wrap justify-between gap-x-4">
            <span>{used}</span>
            <span className="text-muted">
              {t('storage.free', { size: formatSize(t, usage.freeBytes), floor: formatSize(t, usage.minFreeBytes) })}
            </span>
          </div>
          {usage.reservedBytes > 0 ? (
            <p className="text-muted">{t('storage.reserved', { size: formatSize(t, usage.reservedBytes) })}</p>
          ) : null}
        </div>
        <Kinds rows={kindRows(t, usage)} />
        <h3 className="mt-5 font-medium">{t('storage.beside')}</h3>
        <Kinds rows={besideRows(t, usage)} />
      </Section>
      <Section title={t('storage.episodes')} text={usage.episodes.length > 0 ? t('storage.episodesText') : undefined}>
        {usage.episodes.length === 0 ? (
          <p className="text-muted">{t('storage.noEpisodes')}</p>
        ) : (
          <ul className="-my-3 divide-y divide-line">
            {usage.episodes.slice(0, EPISODES_SHOWN).map(({ episodeId, title, files, bytes, kinds }) => (
              <SizeRow key={episodeId} size={formatSize(t, bytes)}>
                <Link
                  href={`/episodes/${episodeId}`}
                  className="wrap-anywhere rounded-small underline underline-offset-2"
                >
                  {title}
                </Link>
                <p className="text-13 text-muted">
                  {[
                    t('storage.files', { n: files }),
                    ...kinds
                      .slice(0, 3)
                      .map((part) => `${t(`storage.kind_${part.kind}`)} ${formatSize(t, part.bytes)}`),
                  ].join(', ')}
                </p>
              </SizeRow>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

const EPISODES_SHOWN = 10;

interface Row {
  readonly name: string;
  readonly bytes: number;
}

function Kinds({ rows }: { rows: readonly Row[] }) {
  const t = useTexts();
  return (
    <dl className="mt-3 grid gap-1.5">
      {rows.map(({ name, bytes }) => (
        <div key={name} className="flex justify-between gap-4">
          <dt className="min-w-0 text-muted">{name}</dt>
          <dd className="whitespace-nowrap">{formatSize(t, bytes)}</dd>
        </div>
      ))}
    </dl>
  );
}

function kindRows(t: Texts, usage: StorageUsage): Row[] {
  return [
    ...usage.kinds.map(({ kind, bytes }) => ({ name: t(`storage.kind_${kind}`), bytes })),
    { name: t('storage.uploads'), bytes: usage.openUploadBytes },
    { name: t('storage.trashPart'), bytes: usage.trashBytes },
  ].filter(({ bytes }) => bytes > 0);
}

function besideRows(t: Texts, { beside }: StorageUsage): Row[] {
  return [
    { name: t('storage.models'), bytes: beside.models + beside.engines },
    { name: t('storage.other'), bytes: (beside.database ?? 0) + beside.logs + beside.work },
  ];
}
