import { getPriority, setPriority } from 'node:os';

/** The worker and every child that it starts stand so far behind the web server in the queue for the processor. */
const STEPS = 10;
const LAST = 19;

/** Lowers the priority of this process: pages answer at once while an episode is transcribed, which loses nothing by it. */
export function giveWay(pid = 0): void {
  setPriority(pid, Math.min(LAST, getPriority(pid) + STEPS));
}
