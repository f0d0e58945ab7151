import { readFileSync } from 'node:fs';

const LOOK_MS = 2_000;

/** Kills a process group; one that is gone already is fine. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/**
 * Remembers which processes a child has started, each in a group of its own. When the child is killed from outside,
 * nobody else knows them: without this an encoder would go on for minutes beside the one of the next attempt.
 * Linux only (elsewhere it remembers none): one small file is read every two seconds.
 */
export function watchChildren(pid: number | undefined): { killLeftovers(): void } {
  const started = new Map<number, string>();
  const look = () => {
    if (pid === undefined) return;
    const list = readText(`/proc/${pid}/task/${pid}/children`);
    if (list === null) return;
    started.clear();
    for (const word of list.split(' ').filter(Boolean)) {
      const child = Number(word);
      const since = startTime(child);
      if (since !== null) started.set(child, since);
    }
  };
  const timer = setInterval(look, LOOK_MS);
  timer.unref();
  return {
    killLeftovers() {
      clearInterval(timer);
      // Same number and same time of birth: the number was not given to another process since.
      for (const [child, since] of started) if (startTime(child) === since) killGroup(child);
    },
  };
}

/** Field 22 of /proc/PID/stat: clock ticks since boot. The name in field 2 may hold spaces and brackets. */
function startTime(pid: number): string | null {
  const stat = readText(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // the process ended, or this system has no /proc
  }
}
