'use client';

import { Download, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { mutate } from 'swr';
import { attempt } from '#components/layout/attempt.ts';
import { LoadError } from '#components/layout/load-error.tsx';
import { formatSize } from '#components/texts.ts';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { Section } from '#components/ui/section.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { api, urls } from '#lib/client/api.ts';
import { useModels } from '#lib/client/hooks.ts';
import type { ModelView } from '#lib/shared/api/models.ts';
import { speedWords } from './speed-words.ts';

/** Which speech models lie on this machine; others are fetched, and what is not needed is removed. */
export function ModelsSection() {
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
    <Section
      title="Models on this machine"
      text="Larger models make fewer slips and take longer. What is fetched once stays until you remove it."
    >
      {models ? (
        <ul className="-my-3 divide-y divide-line">
          {models.map((model) => (
            <ModelRow
              key={model.name}
              model={model}
              disabled={busy}
              onGet={() => change(() => api.fetchModel(model.name))}
              onCancel={(jobId) => change(() => api.cancelJob(jobId))}
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
        title={`Remove ${removing?.name ?? 'the model'}?`}
        description={`This frees ${formatSize(removing?.sizeBytes ?? 0)}. Transcripts stay. It is fetched again when it is needed.`}
        confirm="Remove"
        cancel="Keep it"
        busy={busy}
        onConfirm={async () => {
          if (removing) await change(() => api.removeModel(removing.name));
          setRemoving(null);
        }}
      />
    </Section>
  );
}

const LANGUAGES = { en: 'English only', all: '99 languages' } as const;
const CHECKSUMS: Readonly<Record<NonNullable<ModelView['checksum']>, string | null>> = {
  published: 'checksum right',
  own: 'converted here',
  changed: null,
  unchecked: null,
};

function ModelRow(props: {
  model: ModelView;
  disabled: boolean;
  onGet: () => void;
  onCancel: (jobId: string) => void;
  onRemove: () => void;
}) {
  const { model, disabled } = props;
  const { fetching } = model;
  const live = fetching !== null && fetching.error === null ? fetching : null;
  const facts = [
    model.kind === 'vectors' ? 'knows what sentences are about, for better picks' : LANGUAGES[model.languages],
    formatSize(model.sizeBytes ?? model.downloadBytes),
    speedWords(model.timesRealTime),
    model.checksum && CHECKSUMS[model.checksum],
  ];
  return (
    <li className="grid gap-2 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-44">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {model.name}
            {model.chosen ? <Chip tone="ok">{model.kind === 'speech' ? 'Chosen' : 'In use'}</Chip> : null}
            {model.checksum === 'changed' ? <Chip tone="warn">Changed since it was fetched</Chip> : null}
          </p>
          <p className="text-13 text-muted">{facts.filter(Boolean).join(', ')}</p>
        </div>
        {live ? (
          <Button size="small" disabled={disabled} onClick={() => props.onCancel(live.jobId)}>
            <X aria-hidden="true" />
            Stop<span className="sr-only"> fetching {model.name}</span>
          </Button>
        ) : model.present ? (
          <Presence {...props} />
        ) : (
          <Button size="small" disabled={disabled} onClick={props.onGet}>
            <Download aria-hidden="true" />
            Get<span className="sr-only"> {model.name}</span>
          </Button>
        )}
      </div>
      {live ? <ProgressBar label={`Fetching ${model.name}`} percent={live.percent} /> : null}
      {fetching?.error ? (
        <p className="text-13 text-bad">
          {fetching.error.title}. {fetching.error.action}
        </p>
      ) : null}
    </li>
  );
}

function Presence({ model, disabled, onRemove }: { model: ModelView; disabled: boolean; onRemove: () => void }) {
  if (!model.removable) return <span className="text-13 text-muted">in MODELS_DIR</span>;
  return (
    <Button size="small" variant="ghost" disabled={disabled} onClick={onRemove}>
      <Trash2 aria-hidden="true" />
      Remove<span className="sr-only"> {model.name}</span>
    </Button>
  );
}
