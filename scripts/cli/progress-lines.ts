import { formatTimeLeft } from '#lib/shared/time.ts';

interface Update {
  readonly stage: string | null;
  readonly percent: number | null;
  readonly etaMs: number | null;
  readonly message: string;
}

/** At most one line in so many milliseconds while a stage goes on. */
const INTERVAL_MS = 5000;

export interface ProgressLines {
  update(update: Update): void;
  speech(status: { state: string; message: string; percent: number | null }): void;
  say(text: string): void;
}

/**
 * A line when a stage begins, and one every 5 s while it goes on. They go to
 * stderr: stdout stays free for whoever pipes.
 */
export function createProgressLines(
  write: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
  now: () => number = () => performance.now(),
): ProgressLines {
  let stage: string | null = null;
  let last = '';
  let shownAt = Number.NEGATIVE_INFINITY;
  const show = (nextStage: string, line: string) => {
    const isNew = nextStage !== stage;
    if (line === last || (!isNew && now() - shownAt < INTERVAL_MS)) return;
    stage = nextStage;
    last = line;
    shownAt = now();
    write(line);
  };
  return {
    update: ({ stage: next, percent, etaMs, message }) => {
      const share = percent === null ? '' : `, ${Math.round(percent)} %`;
      const left = etaMs === null || percent === null || percent >= 100 ? '' : `, ${formatTimeLeft(etaMs)} left`;
      show(next ?? 'queued', `${message}${share}${left}`);
    },
    speech: ({ state, message, percent }) => {
      if (state === 'preparing') show('speech', `${message}${percent === null ? '' : `, ${Math.round(percent)} %`}`);
    },
    say: (text) => write(text),
  };
}
