import { Section } from '#components/ui/section.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { Queue } from '#lib/shared/queue.ts';
import { jobKindSchema } from '#lib/shared/states.ts';
import { formatSpan } from '#lib/shared/texts/formats.ts';

/** How long things took here lately. */
export function QueueTimes({ stats }: { stats: Queue['stats'] }) {
  const t = useTexts();
  const { recent } = stats;
  const rows = jobKindSchema.options.flatMap((kind) => {
    const run = recent.runMs[kind];
    return run ? [{ kind, run, wait: recent.waitMs[kind], done: recent.byKind[kind].succeeded }] : [];
  });
  return (
    <Section title={t('queue.lately')} text={t('queue.latelyText', { n: recent.hours })}>
      {rows.length === 0 ? (
        <p className="text-muted">{t('queue.nothingEnded')}</p>
      ) : (
        <table className="w-full text-left [&_td]:py-1.5 [&_td]:pr-4 [&_th]:pr-4 [&_th]:pb-1.5 [&_th]:font-medium [&_th]:text-13 [&_th]:text-muted">
          <thead>
            <tr>
              <th scope="col">{t('queue.job')}</th>
              <th scope="col">{t('queue.done')}</th>
              <th scope="col">{t('queue.waited')}</th>
              <th scope="col">{t('queue.took')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kind, run, wait, done }) => (
              <tr key={kind}>
                <td>{t(`queue.${kind}`)}</td>
                <td>{done}</td>
                <td>{wait ? `${formatSpan(t, wait.p50)} / ${formatSpan(t, wait.p95)}` : '–'}</td>
                <td>{`${formatSpan(t, run.p50)} / ${formatSpan(t, run.p95)}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
