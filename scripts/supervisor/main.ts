import { setTimeout as sleep } from 'node:timers/promises';
import { webCommand, webDevCommand, workerCommand, workerDevCommand } from './commands.ts';
import { createConsole } from './console.ts';
import { keepRunning, type Supervised } from './keep-running.ts';
import { freePort, localUrl, portProblem } from './port.ts';
import { prepare, StartProblem } from './prepare.ts';
import { waitUntilAnswered } from './ready.ts';

/** Requests in flight get this long; an upload that is cut goes on where it was. */
const WEB_GRACE_MS = 8_000;
/** The worker hands its jobs back well before; by itself it ends at the latest after 25 s. */
const WORKER_GRACE_MS = 26_500;

/**
 * Runs web and worker until a signal ends them. At the latest 27 s after it everything is gone.
 *
 * @returns the exit code: 0 after a signal, 1 where something stands in the way, 2 for a wrong configuration.
 */
export async function supervise(mode: 'start' | 'dev'): Promise<number> {
  const stopping = new AbortController();
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
  // npm sends on what the terminal has already sent: the second one is no wish to end faster.
  for (const signal of signals) process.on(signal, () => stopping.abort(signal));

  const children: Supervised[] = [];
  let output = createConsole(null);
  try {
    const { env, doubts } = await prepare();
    output = createConsole(env.logsDir);
    for (const doubt of doubts) output.say(doubt);
    const port = env.port === 0 ? await freePort(env.host) : env.port;
    const problem = await portProblem(env.host, port);
    if (problem) throw new StartProblem(problem, 1);
    if (stopping.signal.aborted) return 0;

    const failed = Promise.withResolvers<never>();
    const web = keepRunning(mode === 'dev' ? webDevCommand(env, port) : webCommand(env, port), {
      graceMs: WEB_GRACE_MS,
      output,
      onNeverUp: () => failed.reject(new StartProblem('The web server does not start; its last words are above.', 1)),
    });
    const worker = keepRunning(mode === 'dev' ? workerDevCommand(env) : workerCommand(env), {
      graceMs: WORKER_GRACE_MS,
      output,
    });
    children.push(web, worker);

    const ready = waitUntilAnswered(env.host, port, web, stopping.signal).then((answered) => {
      if (!answered) return;
      web.healthy();
      output.result(`PodPromo is ready at ${localUrl(env.host, port)}`);
    });
    await Promise.race([failed.promise, Promise.all([ready, untilAborted(stopping.signal)])]);
    output.say(`stopping (${stopping.signal.reason})`);
    return 0;
  } catch (error) {
    if (!(error instanceof StartProblem)) throw error;
    output.problem(error.message);
    return error.exitCode;
  } finally {
    await Promise.all(children.map((child) => child.stop()));
    output.close();
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    // A timer, since a listener alone would not keep this process alive between two crashes of its children.
    await sleep(3_600_000, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
