// Loaded into web and worker before anything else. Should the supervisor die without a word (SIGKILL, out of
// memory), the channel to it closes, and this process ends too instead of keeping the port and the jobs.
import { isMainThread } from 'node:worker_threads';

const LAST_MS = 25_000;

if (isMainThread && process.channel) {
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), LAST_MS).unref();
  });
}
