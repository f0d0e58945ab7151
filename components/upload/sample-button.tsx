'use client';

import { AudioLines } from 'lucide-react';
import { useState } from 'react';
import { toast } from '#components/layout/toasts.tsx';
import { Button } from '#components/ui/button.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { sendFiles } from './uploads.ts';

/** Ours: written and spoken by scripts/demo, read by a computer voice. */
const SAMPLE_URL = '/sample/the-first-hour.mp3';

/** Takes the sample that comes with the installation through the same way as any other file. */
export function SampleButton() {
  const t = useTexts();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    const file = await fetchSample(`${t('upload.sampleName')}.mp3`);
    if (file) await sendFiles([file]);
    else toast('bad', t('upload.sampleFailed'));
    setBusy(false);
  };
  return (
    <Button className="h-11 px-5 text-16" disabled={busy} onClick={() => void take()}>
      <AudioLines aria-hidden="true" />
      {t('upload.trySample')}
    </Button>
  );
}

async function fetchSample(name: string): Promise<File | null> {
  try {
    const answer = await fetch(SAMPLE_URL);
    if (!answer.ok) return null;
    // The same time for everyone: taken twice, it is known to be the same file.
    return new File([await answer.blob()], name, { type: 'audio/mpeg', lastModified: 0 });
  } catch (error) {
    // The line is down: said by the toast, and by the page itself.
    console.info('the sample cannot be fetched', error);
    return null;
  }
}
