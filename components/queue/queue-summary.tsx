import { Pause, Play } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { Queue } from '#lib/shared/queue.ts';
import { formatTimeLeft } from '#lib/shared/texts/formats.ts';

interface QueueSummaryProps {
  stats: Queue['stats'];
  busy: boolean;
  onPause: (paused: boolean) => void;
}

/** How busy it is in one sentence, and the switch that holds everything up. */
export function QueueSummary({ stats, busy, onPause }: QueueSummaryProps) {
  const t = useTexts();
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
          {paused ? t('queue.paused') : t('queue.busy', { n: running, queued })}
        </p>
        <p className="text-13 text-muted">
          {[
            stats.workersAlive === 0 ? t('queue.noWorker') : t('queue.workers', { n: stats.workersAlive }),
            t('queue.room', { jobs: stats.limits.maxConcurrentJobs, episodes: stats.limits.maxQueueSize }),
            queued > 0 && !paused && wait !== null && t('queue.newWaits', { time: formatTimeLeft(t, wait) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <Button disabled={busy} onClick={() => onPause(!paused)}>
        {paused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
        {paused ? t('queue.goOn') : t('queue.pause')}
      </Button>
    </Card>
  );
}
