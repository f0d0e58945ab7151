import { Check } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { type Texts, useTexts } from '#lib/client/texts.tsx';
import type { ErrorExample, ErrorGroupView } from '#lib/shared/api/errors.ts';
import { problemText } from '#lib/shared/texts/formats.ts';

interface ErrorRowProps {
  group: ErrorGroupView;
  disabled: boolean;
  onSeen?: (id: string) => void;
}

/** One kind of failure: what, where, how often, what to do, and how to find the last one in the log. */
export function ErrorRow({ group, disabled, onSeen }: ErrorRowProps) {
  const t = useTexts();
  const { title, action } = problemText(t, group);
  const at = (time: number) => t.date(time, { dateStyle: 'medium', timeStyle: 'short' });
  const times = t('errors.times', { n: group.count });
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-2 py-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="font-medium">{title}</p>
          <p className="wrap-anywhere text-13 text-muted">
            {t(group.source === 'worker' ? 'errors.worker' : 'errors.web')}, {group.place}
          </p>
          <p className="text-13 text-muted">
            {t('errors.span', { times, first: at(group.firstSeenAt), last: at(group.lastSeenAt) })}
          </p>
          {action ? <p className="mt-1 max-w-[72ch] text-pretty text-13">{action}</p> : null}
        </div>
        {onSeen ? (
          <Button size="small" disabled={disabled} onClick={() => onSeen(group.id)}>
            <Check aria-hidden="true" />
            {t('errors.mark')}
            <span className="sr-only">: {title}</span>
          </Button>
        ) : null}
      </div>
      {group.example ? (
        <details className="text-13">
          <summary className="w-fit cursor-pointer rounded-small text-muted underline underline-offset-2">
            {t('errors.example')}
            <span className="sr-only">: {title}</span>
          </summary>
          <Facts code={group.code} example={group.example} />
        </details>
      ) : null}
    </li>
  );
}

function Facts({ code, example }: { code: string; example: ErrorExample }) {
  const t = useTexts();
  return (
    <div className="mt-2 grid gap-2">
      <dl className="grid grid-cols-[minmax(72px,auto)_minmax(0,1fr)] gap-x-4 gap-y-1">
        {factsOf(t, code, example).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="wrap-anywhere font-mono">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-muted">{t('errors.hint')}</p>
    </div>
  );
}

function factsOf(t: Texts, code: string, example: ErrorExample): [name: string, value: string][] {
  const facts: [string, string | null][] = [
    [t('errors.error'), `${code}: ${example.error}`],
    [t('errors.request'), example.requestId],
    [t('errors.job'), example.jobId],
    [t('errors.episode'), example.episodeId],
    [t('errors.where'), example.where],
    [t('errors.release'), example.release],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [[name, value] as [string, string]]));
}
