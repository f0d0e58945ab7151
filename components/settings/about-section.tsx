import { formatSize } from '#components/texts.ts';
import { Notice } from '#components/ui/notice.tsx';
import { Section } from '#components/ui/section.tsx';
import type { SystemView } from '#lib/shared/api/system.ts';

/** The version, what is accepted, and what the installation wants to say. */
export function AboutSection({ system }: { system: SystemView }) {
  const facts: readonly [name: string, value: string][] = [
    ['Version', system.version],
    ['Worker', system.worker.alive ? 'running' : 'not running'],
    ['Largest file', formatSize(system.limits.maxFileBytes)],
    ['Kinds of file', system.limits.extensions.map((extension) => extension.replace(/^\.?/, '.')).join(' ')],
  ];
  return (
    <Section title="About">
      <dl className="grid grid-cols-[minmax(96px,auto)_minmax(0,1fr)] gap-x-6 gap-y-1.5">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {system.notices.length > 0 ? (
        <div className="mt-4 grid gap-2">
          {system.notices.map((notice) => (
            <Notice key={notice.code} kind="info">
              {notice.text}
            </Notice>
          ))}
        </div>
      ) : null}
    </Section>
  );
}
