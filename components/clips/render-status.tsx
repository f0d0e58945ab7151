import { RotateCcw } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Chip } from '#components/ui/chip.tsx';
import type { RenderView } from '#lib/shared/api/clips.ts';
import type { Aspect } from '#lib/shared/states.ts';

/** Why a clip cannot be played yet, or shows old words, and what to do; nothing where all is well. */
export function RenderStatus(props: {
  render: RenderView | null;
  onRetry: (jobId: string) => void;
  /** Makes it again with the words as they are now. */
  onAgain?: (aspect: Aspect) => void;
}) {
  const { render, onRetry, onAgain } = props;
  if (!render) return null;
  if (render.status === 'done') return render.textChanged ? <TextChanged render={render} onAgain={onAgain} /> : null;
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

function TextChanged({ render, onAgain }: { render: RenderView; onAgain?: (aspect: Aspect) => void }) {
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      <Chip tone="warn">Words changed since it was rendered</Chip>
      {onAgain ? (
        <Button size="small" onClick={() => onAgain(render.aspect)}>
          <RotateCcw aria-hidden="true" />
          Render again
        </Button>
      ) : null}
    </div>
  );
}
