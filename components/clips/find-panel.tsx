'use client';

import { ListPlus, Search } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipCreate, SuggestRequest } from '#lib/shared/clip-requests.ts';
import { PLATFORM_LENGTHS, platformSchema } from '#lib/shared/platform-lengths.ts';
import { LENGTHS, PARTS, type PartName, parseTimecode, partOf, rangeOf } from './find-words.ts';

interface FindPanelProps {
  durationMs: number;
  /** False while the episode is worked on. */
  ready: boolean;
  /** Both answer whether it was taken. */
  onFind: (request: SuggestRequest) => Promise<boolean>;
  onCreate: (request: ClipCreate) => Promise<boolean>;
}

/** Looks for other moments, or sets a clip by its times; closed until it is wanted. */
export function FindPanel(props: FindPanelProps) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="mb-3 grid gap-3">
      <Button
        size="small"
        aria-expanded={open}
        aria-controls={id}
        className="justify-self-start"
        onClick={() => setOpen(!open)}
      >
        <Search aria-hidden="true" />
        {t('clips.find')}
      </Button>
      <div id={id} hidden={!open} className="grid gap-4 rounded-card border bg-card p-4 [&[hidden]]:hidden">
        {open ? (
          <>
            <FindForm {...props} onDone={() => setOpen(false)} />
            <h3 className="border-t pt-4 font-medium">{t('clips.orByHand')}</h3>
            <HandForm {...props} onDone={() => setOpen(false)} />
          </>
        ) : null}
      </div>
    </div>
  );
}

function FindForm({ durationMs, ready, onFind, onDone }: FindPanelProps & { onDone: () => void }) {
  const t = useTexts();
  const id = useId();
  const [query, setQuery] = useState('');
  const [length, setLength] = useState('');
  const [part, setPart] = useState<PartName>('whole');
  const [busy, setBusy] = useState(false);
  const find = async () => {
    setBusy(true);
    const platform = platformSchema.safeParse(length);
    const seconds = Number(length);
    const range = partOf(part, durationMs);
    const taken = await onFind({
      ...(query.trim() && { query: query.trim() }),
      ...(platform.success ? { platform: platform.data } : seconds > 0 && { targetSeconds: seconds }),
      ...(range && { range }),
    });
    setBusy(false);
    if (taken) onDone();
  };
  return (
    <form
      aria-label={t('clips.find')}
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void find();
      }}
    >
      <Field id={`${id}-query`} label={t('clips.about')}>
        <Input
          id={`${id}-query`}
          value={query}
          maxLength={200}
          placeholder={t('clips.aboutHint')}
          onChange={(event) => setQuery(event.target.value)}
        />
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field id={`${id}-length`} label={t('clips.length')}>
          <Select id={`${id}-length`} value={length} onChange={(event) => setLength(event.target.value)}>
            <option value="">{t('clips.anyLength')}</option>
            {platformSchema.options.map((platform) => (
              <option key={platform} value={platform}>
                {t('clips.platformLength', {
                  name: PLATFORM_LENGTHS[platform].name,
                  n: PLATFORM_LENGTHS[platform].targetSeconds,
                })}
              </option>
            ))}
            {LENGTHS.map((seconds) => (
              <option key={seconds} value={seconds}>
                {t('clips.aboutSeconds', { n: seconds })}
              </option>
            ))}
          </Select>
        </Field>
        <Field id={`${id}-part`} label={t('clips.where')}>
          <Select
            id={`${id}-part`}
            value={part}
            onChange={(event) => setPart(PARTS.find(({ name }) => name === event.target.value)?.name ?? 'whole')}
          >
            {PARTS.map(({ name, label }) => (
              <option key={name} value={name}>
                {t(label)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <p className="text-13 text-muted">{t('clips.findHelp')}</p>
      <Button type="submit" variant="primary" className="justify-self-start" disabled={busy || !ready}>
        {t('clips.findIt')}
      </Button>
      {ready ? null : <p className="text-13 text-muted">{t('clips.findWaits')}</p>}
    </form>
  );
}

function HandForm({ durationMs, onCreate, onDone }: FindPanelProps & { onDone: () => void }) {
  const t = useTexts();
  const id = useId();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const make = async () => {
    const range = rangeOf(parseTimecode(from), parseTimecode(to), durationMs);
    if (typeof range === 'string') {
      setProblem(t(range));
      return;
    }
    setProblem(null);
    setBusy(true);
    const made = await onCreate(range);
    setBusy(false);
    if (made) onDone();
  };
  return (
    <form
      aria-label={t('clips.byHand')}
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <div className="grid grid-cols-2 gap-3">
        <Field id={`${id}-from`} label={t('clips.from')}>
          <Input id={`${id}-from`} value={from} placeholder="12:30" onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field id={`${id}-to`} label={t('clips.to')}>
          <Input id={`${id}-to`} value={to} placeholder="13:05" onChange={(event) => setTo(event.target.value)} />
        </Field>
      </div>
      <p className="text-13 text-muted">{t('clips.byHandHelp')}</p>
      {problem ? (
        <p role="alert" className="text-13 text-bad">
          {problem}
        </p>
      ) : null}
      <Button type="submit" className="justify-self-start" disabled={busy}>
        <ListPlus aria-hidden="true" />
        {t('clips.setIt')}
      </Button>
    </form>
  );
}
