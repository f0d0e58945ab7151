'use client';

import { Download, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { mutate } from 'swr';
import { attempt } from '#components/layout/attempt.ts';
import { LoadError } from '#components/layout/load-error.tsx';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { Section } from '#components/ui/section.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { jobCalls } from '#lib/client/job-calls.ts';
import { settingsCalls, useModels } from '#lib/client/settings.ts';
import { rich, useTexts } from '#lib/client/texts.tsx';
import { urls } from '#lib/client/urls.ts';
import type { ModelView } from '#lib/shared/api/models.ts';
import { formatSize, problemSentence } from '#lib/shared/texts/formats.ts';
import { speedWords } from './speed-words.ts';

/** Which speech models lie on this machine; others are fetched, and what is not needed is removed. */
export function ModelsSection() {
  const t = useTexts();
  const { data: models, error, refresh } = useModels();
  const [removing, setRemoving] = useState<ModelView | null>(null);
  const [busy, setBusy] = useState(false);
  const change = async (run: () => Promise<unknown>) => {
    setBusy(true);
    await attempt(run);
    await Promise.all([refresh(), mutate(urls.system)]);
    setBusy(false);
  };
  return (
    <Section title={t('settings.models')} text={t('settings.modelsText')}>
      {models ? (
        <ul className="-my-3 divide-y divide-line">
          {models.map((model) => (
            <ModelRow
              key={model.name}
              model={model}
              disabled={busy}
              onGet={() => change(() => settingsCalls.fetchModel(model.name))}
              onCancel={(jobId) => change(() => jobCalls.cancelJob(jobId))}
              onRemove={() => setRemoving(model)}
            />
          ))}
        </ul>
      ) : error ? (
        <LoadError error={error} onRetry={() => void refresh()} />
      ) : (
        <Skeleton className="h-64 rounded-control" />
      )}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title={t('settings.removeAsk', { name: removing?.name ?? '' })}
        description={t('settings.removeText', { size: formatSize(t, removing?.sizeBytes ?? 0) })}
        confirm={t('settings.remove')}
        cancel={t('settings.keepIt')}
        busy={busy}
        onConfirm={async () => {
          if (removing) await change(() => settingsCalls.removeModel(removing.name));
          setRemoving(null);
        }}
      />
    </Section>
  );
}

const LANGUAGES = { en: 'settings.onlyEnglish', all: 'settings.allLanguages' } as const;
const CHECKSUMS = {
  published: 'settings.checkPublished',
  own: 'settings.checkOwn',
  changed: null,
  unchecked: null,
} as const satisfies Record<NonNullable<ModelView['checksum']>, string | null>;

function ModelRow(props: {
  model: ModelView;
  disabled: boolean;
  onGet: () => void;
  onCancel: (jobId: string) => void;
  onRemove: () => void;
}) {
  const t = useTexts();
  const { model, disabled } = props;
  const { fetching } = model;
  const live = fetching !== null && fetching.error === null ? fetching : null;
  const checksum = model.checksum && CHECKSUMS[model.checksum];
  const facts = [
    t(model.kind === 'vectors' ? 'settings.vectors' : LANGUAGES[model.languages]),
    formatSize(t, model.sizeBytes ?? model.downloadBytes),
    speedWords(t, model.timesRealTime),
    checksum && t(checksum),
  ];
  return (
    <li className="grid gap-2 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-44">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {model.name}
            {model.chosen ? (
              <Chip tone="ok">{t(model.kind === 'speech' ? 'settings.chosen' : 'settings.inUse')}</Chip>
            ) : null}
            {model.checksum === 'changed' ? <Chip tone="warn">{t('settings.changedSince')}</Chip> : null}
          </p>
          <p className="text-13 text-muted">{facts.filter(Boolean).join(', ')}</p>
        </div>
        {live ? (
          <Button size="small" disabled={disabled} onClick={() => props.onCancel(live.jobId)}>
            <X aria-hidden="true" />
            <span>{rich(t.parts('settings.stopFetching', { name: model.name }), { of: hidden })}</span>
          </Button>
        ) : model.present ? (
          <Presence {...props} />
        ) : (
          <Button size="small" disabled={disabled} onClick={props.onGet}>
            <Download aria-hidden="true" />
            <span>{rich(t.parts('settings.get', { name: model.name }), { of: hidden })}</span>
          </Button>
        )}
      </div>
      {live ? <ProgressBar label={t('settings.fetching', { name: model.name })} percent={live.percent} /> : null}
      {fetching?.error ? <p className="text-13 text-bad">{problemSentence(t, fetching.error)}</p> : null}
    </li>
  );
}

const hidden = (text: string) => <span className="sr-only">{text}</span>;

function Presence({ model, disabled, onRemove }: { model: ModelView; disabled: boolean; onRemove: () => void }) {
  const t = useTexts();
  if (!model.removable) return <span className="text-13 text-muted">{t('settings.inFolder')}</span>;
  return (
    <Button size="small" variant="ghost" disabled={disabled} onClick={onRemove}>
      <Trash2 aria-hidden="true" />
      <span>{rich(t.parts('settings.removeName', { name: model.name }), { of: hidden })}</span>
    </Button>
  );
}
