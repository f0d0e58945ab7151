import { RotateCcw } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import type { RenderView } from '#lib/shared/api.ts';

/** Why a clip cannot be played yet, and what to do; nothing where it can. */
export function RenderStatus({ render, onRetry }: { render: RenderView | null; onRetry: (jobId: string) => void }) {
  if (!render || render.status === 'done') return null;
  if (render.status === 'queued') return <Chip className="mt-2 self-start">Waiting to be rendered</Chip>;
  if (render.status === 'running') {
    return (
      <Chip tone="live" className="mt-2 self-start">
        Rendering
      </Chip>
    );
  }
  const { jobId, error } = render;
  return (
    <div className="mt-2 text-13">
      <p>
        <span className="font-medium text-bad">
          {render.status === 'canceled' ? 'Canceled' : (error?.title ?? 'It could not be rendered')}.
        </span>{' '}
        <span className="text-muted">{error?.action}</span>
      </p>
      {jobId ? (
        <Button size="small" className="mt-2" onClick={() => onRetry(jobId)}>
          <RotateCcw aria-hidden="true" />
          Try again
        </Button>
      ) : null}
    </div>
  );
}
