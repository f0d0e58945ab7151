'use client';

import { Section } from '#components/ui/section.tsx';
import { useStorageLog } from '#lib/client/storage.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { formatSize } from '#lib/shared/texts/formats.ts';
import { SizeRow } from './size-row.tsx';

const SHOWN = 40;

/** What was removed to make room, when and why. */
export function LogSection() {
  const t = useTexts();
  const { data } = useStorageLog();
  if (!data) return null;
  return (
    <Section title={t('storage.log')} text={t('storage.logText')}>
      {data.entries.length === 0 ? (
        <p className="text-muted">{t('storage.logEmpty')}</p>
      ) : (
        <ul className="divide-y divide-line">
          {data.entries.slice(0, SHOWN).map(({ id, at, trigger, reason, title, bytes }) => (
            <SizeRow key={id} size={formatSize(t, bytes)}>
              <p className="wrap-anywhere">{title ?? t(`storage.why_${reason}`)}</p>
              <p className="text-13 text-muted">
                {title === null ? null : `${t(`storage.why_${reason}`)}. `}
                {t('storage.logOf', {
                  when: t.date(at, { dateStyle: 'medium', timeStyle: 'short' }),
                  trigger: t(`storage.by_${trigger}`),
                })}
              </p>
            </SizeRow>
          ))}
        </ul>
      )}
    </Section>
  );
}
