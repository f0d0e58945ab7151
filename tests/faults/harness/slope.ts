import { readdir, readFile } from 'node:fs/promises';

/** What a process holds. */
export interface Held {
  readonly rssMb: number;
  readonly descriptors: number;
}

/** @throws where the system has no /proc, or the process is gone */
export async function heldBy(pid: number): Promise<Held> {
  const [status, descriptors] = await Promise.all([
    readFile(`/proc/${pid}/status`, 'utf8'),
    readdir(`/proc/${pid}/fd`),
  ]);
  return { rssMb: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024, descriptors: descriptors.length };
}

/** How much y grows with each x, by least squares. */
export function slopeOf(points: readonly { x: number; y: number }[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))];
  const over = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  const under = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  return under === 0 ? 0 : over / under;
}
