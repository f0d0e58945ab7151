'use client';

import { ListPlus, Search } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
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
        Find other moments
      </Button>
      <div id={id} hidden={!open} className="grid gap-4 rounded-card border bg-card p-4 [&[hidden]]:hidden">
        {open ? (
          <>
            <FindForm {...props} onDone={() => setOpen(false)} />
            <h3 className="border-t pt-4 font-medium">Or set one by hand</h3>
            <HandForm {...props} onDone={() => setOpen(false)} />
          </>
        ) : null}
      </div>
    </div>
  );
}

function FindForm({ durationMs, ready, onFind, onDone }: FindPanelProps & { onDone: () => void }) {
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
      aria-label="Find other moments"
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void find();
      }}
    >
      <Field id={`${id}-query`} label="About">
        <Input
          id={`${id}-query`}
          value={query}
          maxLength={200}
          placeholder="A topic or a question, or nothing"
          onChange={(event) => setQuery(event.target.value)}
        />
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field id={`${id}-length`} label="Length">
          <Select id={`${id}-length`} value={length} onChange={(event) => setLength(event.target.value)}>
            <option value="">Any, 12 to 60 s</option>
            {platformSchema.options.map((platform) => (
              <option key={platform} value={platform}>
                {PLATFORM_LENGTHS[platform].name}, about {PLATFORM_LENGTHS[platform].targetSeconds} s
              </option>
            ))}
            {LENGTHS.map((seconds) => (
              <option key={seconds} value={seconds}>
                About {seconds} s
              </option>
            ))}
          </Select>
        </Field>
        <Field id={`${id}-part`} label="Where">
          <Select
            id={`${id}-part`}
            value={part}
            onChange={(event) => setPart(PARTS.find(({ name }) => name === event.target.value)?.name ?? 'whole')}
          >
            {PARTS.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <p className="text-13 text-muted">
        Clips that you rated, kept, edited or set yourself stay. The others make room.
      </p>
      <Button type="submit" variant="primary" className="justify-self-start" disabled={busy || !ready}>
        Find moments
      </Button>
      {ready ? null : <p className="text-13 text-muted">This waits until the present step is done.</p>}
    </form>
  );
}

function HandForm({ durationMs, onCreate, onDone }: FindPanelProps & { onDone: () => void }) {
  const id = useId();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const make = async () => {
    const range = rangeOf(parseTimecode(from), parseTimecode(to), durationMs);
    if (typeof range === 'string') {
      setProblem(range);
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
      aria-label="Set a clip by hand"
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <div className="grid grid-cols-2 gap-3">
        <Field id={`${id}-from`} label="From">
          <Input id={`${id}-from`} value={from} placeholder="12:30" onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field id={`${id}-to`} label="To">
          <Input id={`${id}-to`} value={to} placeholder="13:05" onChange={(event) => setTo(event.target.value)} />
        </Field>
      </div>
      <p className="text-13 text-muted">It is cut between words. Choosing words in the transcript does the same.</p>
      {problem ? (
        <p role="alert" className="text-13 text-bad">
          {problem}
        </p>
      ) : null}
      <Button type="submit" className="justify-self-start" disabled={busy}>
        <ListPlus aria-hidden="true" />
        Set this clip
      </Button>
    </form>
  );
}
