'use client';

import { Notice } from '#components/ui/notice.tsx';
import { Section } from '#components/ui/section.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { SystemView } from '#lib/shared/api/system.ts';
import { formatSize } from '#lib/shared/texts/formats.ts';
import { saidIn } from '#lib/shared/texts/said.ts';
import { Changes } from './changes.tsx';

/** The version, what is accepted, and what the installation wants to say. */
export function AboutSection({ system }: { system: SystemView }) {
  const t = useTexts();
  const facts: readonly [name: string, value: string][] = [
    [t('settings.version'), system.version],
    [t('settings.worker'), system.worker.alive ? t('settings.workerOn') : t('settings.workerOff')],
    [t('settings.largest'), formatSize(t, system.limits.maxFileBytes)],
    [t('settings.kinds'), system.limits.extensions.map((extension) => extension.replace(/^\.?/, '.')).join(' ')],
  ];
  return (
    <Section title={t('settings.about')}>
      <dl className="grid grid-cols-[minmax(96px,auto)_minmax(0,1fr)] gap-x-6 gap-y-1.5">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Changes />
      {system.notices.length > 0 ? (
        <div className="mt-4 grid gap-2">
          {system.notices.map((notice) => (
            <Notice key={notice.code} kind="info">
              {saidIn(t, notice.text)}
            </Notice>
          ))}
        </div>
      ) : null}
    </Section>
  );
}
