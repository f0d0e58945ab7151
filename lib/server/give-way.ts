import { writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/** The worker and every child that it starts stand so far behind the web server in the queue for the processor. */
const STEPS = 10;
const LAST = 19;

/** Lowers the priority of a process, by default this one: pages answer at once while an episode is transcribed, which loses nothing by it. */
export function giveWay(pid = 0): void {
  const priority = Math.min(LAST, getPriority(pid) + STEPS);
  setPriority(pid, priority);
  setGroupPriority(pid, priority);
}

/** A child in a session of its own would be on a level with the web server again; call it at once after the start. */
export function passPriority(pid: number): void {
  const priority = getPriority();
  if (priority > 0) setGroupPriority(pid, priority);
}

/**
 * Linux on a terminal shares the processor among sessions first (autogroups), and priorities count within one only;
 * a session has a priority of its own. Where there is none of it, the ordinary one counts.
 */
function setGroupPriority(pid: number, priority: number): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync(`/proc/${pid === 0 ? 'self' : pid}/autogroup`, String(priority));
  } catch (error) {
    // No such thing here, not ours to change, or asked too often: the work is done all the same.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
