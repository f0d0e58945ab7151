import { Pause, Play } from 'lucide-react';
import { count } from '#components/texts.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import type { Queue } from '#lib/shared/queue.ts';
import { formatTimeLeft } from '#lib/shared/time.ts';

interface QueueSummaryProps {
  stats: Queue['stats'];
  busy: boolean;
  onPause: (paused: boolean) => void;
}

/** How busy it is in one sentence, and the switch that holds everything up. */
export function QueueSummary({ stats, busy, onPause }: QueueSummaryProps) {
  const paused = stats.pausedSince !== null;
  const { queued, running } = Object.values(stats.byKind).reduce((sum, kind) => ({
    queued: sum.queued + kind.queued,
    running: sum.running + kind.running,
  }));
  const wait = stats.estimatedWaitMs;
  return (
    <Card className="flex flex-wrap items-center gap-4 p-4 sm:p-5">
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium" role="status">
          {paused
            ? 'Paused: what runs goes on, nothing new begins.'
            : `${count(running, 'job')} running, ${queued} waiting.`}
        </p>
        <p className="text-13 text-muted">
          {[
            stats.workersAlive === 0 ? 'No worker is running' : count(stats.workersAlive, 'worker'),
            `${stats.limits.maxConcurrentJobs} at once, room for ${stats.limits.maxQueueSize} episodes`,
            queued > 0 && !paused && wait !== null && `a new file waits ${formatTimeLeft(wait)}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <Button disabled={busy} onClick={() => onPause(!paused)}>
        {paused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
        {paused ? 'Go on' : 'Pause the queue'}
      </Button>
    </Card>
  );
}
