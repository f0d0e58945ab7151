'use client';

import { Scissors } from 'lucide-react';
import { useState } from 'react';
import { mutate } from 'swr';
import { attempt } from '#components/layout/attempt.ts';
import { toast } from '#components/layout/toasts.tsx';
import { formatSpan } from '#components/texts.ts';
import { Button } from '#components/ui/button.tsx';
import { urls } from '#lib/client/api.ts';
import { useSystem } from '#lib/client/hooks.ts';
import { transcriptCalls } from '#lib/client/transcript-calls.ts';

interface NewClipButtonProps {
  episodeId: string;
  range: { startMs: number; endMs: number };
  onDone: () => void;
}

/** Makes a clip of the chosen words, in the shape that new clips have here. */
export function NewClipButton({ episodeId, range, onDone }: NewClipButtonProps) {
  const [busy, setBusy] = useState(false);
  const { data: system } = useSystem();
  const make = async () => {
    setBusy(true);
    const done = await attempt(() => transcriptCalls.newClip(episodeId, range, system?.settings.aspect));
    if (done) await mutate(urls.clips(episodeId));
    setBusy(false);
    if (!done) return;
    toast('ok', `A clip of ${formatSpan(range.endMs - range.startMs)} was added after the others.`);
    onDone();
  };
  return (
    <Button size="small" variant="primary" disabled={busy} onClick={() => void make()}>
      <Scissors aria-hidden="true" />
      New clip
    </Button>
  );
}
