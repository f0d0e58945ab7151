import { formatSpan } from '#components/texts.ts';
import { Section } from '#components/ui/section.tsx';
import type { Queue } from '#lib/shared/queue.ts';
import { jobKindSchema } from '#lib/shared/states.ts';
import { KIND_NAMES } from './job-words.ts';

/** How long things took here lately. */
export function QueueTimes({ stats }: { stats: Queue['stats'] }) {
  const { recent } = stats;
  const rows = jobKindSchema.options.flatMap((kind) => {
    const run = recent.runMs[kind];
    return run ? [{ kind, run, wait: recent.waitMs[kind], done: recent.byKind[kind].succeeded }] : [];
  });
  return (
    <Section
      title="Lately"
      text={`Jobs that ended in the last ${recent.hours} hours. Half took less than the first time, one in twenty more than the second.`}
    >
      {rows.length === 0 ? (
        <p className="text-muted">Nothing ended yet.</p>
      ) : (
        <table className="w-full text-left [&_td]:py-1.5 [&_td]:pr-4 [&_th]:pr-4 [&_th]:pb-1.5 [&_th]:font-medium [&_th]:text-13 [&_th]:text-muted">
          <thead>
            <tr>
              <th scope="col">Job</th>
              <th scope="col">Done</th>
              <th scope="col">Waited</th>
              <th scope="col">Took</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kind, run, wait, done }) => (
              <tr key={kind}>
                <td>{KIND_NAMES[kind]}</td>
                <td>{done}</td>
                <td>{wait ? `${formatSpan(wait.p50)} / ${formatSpan(wait.p95)}` : '–'}</td>
                <td>{`${formatSpan(run.p50)} / ${formatSpan(run.p95)}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
