'use client';

import { ListPlus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipCreate } from '#lib/shared/clip-requests.ts';

interface MakeClipProps {
  startMs: number;
  endMs: number;
  /** Answers whether it was made. */
  onCreate: (request: ClipCreate) => Promise<boolean>;
  onMade: () => void;
}

/** Makes a clip of chosen words. */
export function MakeClip({ startMs, endMs, onCreate, onMade }: MakeClipProps) {
  const t = useTexts();
  const [busy, setBusy] = useState(false);
  return (
    <Button
      size="small"
      disabled={busy}
      onClick={async () => {
        setBusy(true);
        const made = await onCreate({ startMs, endMs });
        setBusy(false);
        if (made) onMade();
      }}
    >
      <ListPlus aria-hidden="true" />
      {t('clips.make')}
    </Button>
  );
}
