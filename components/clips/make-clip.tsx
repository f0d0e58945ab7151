'use client';

import { ListPlus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
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
      Make a clip
    </Button>
  );
}
