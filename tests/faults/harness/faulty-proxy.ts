import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * What goes wrong with a line. `reset`: it breaks at once for both; `stall`: nothing comes through any more, and nobody
 * is told; `half-close`: the sender's end is closed, while the other still waits for the rest.
 */
export type Trouble = 'reset' | 'stall' | 'half-close';

export interface FaultyProxy {
  readonly port: number;
  /** How often each trouble has come. */
  readonly seen: Readonly<Record<Trouble, number>>;
  /** Ends what hangs and listens no more. */
  close(): Promise<void>;
}

/**
 * Stands before a server of this machine and makes trouble at chosen places of what clients send.
 *
 * @param next asked for each connection: after how many bytes of it what goes wrong; null: nothing does
 * @param stallMs after so long a stalled line is cut, as routers and kernels do in the end
 */
export async function startFaultyProxy(options: {
  targetPort: number;
  stallMs: number;
  next: () => { trouble: Trouble; afterBytes: number } | null;
}): Promise<FaultyProxy> {
  const { targetPort, stallMs, next } = options;
  const seen = { reset: 0, stall: 0, 'half-close': 0 };
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // Broken lines are what this is for.
    socket.on('error', () => socket.destroy());
  };
  const server = createServer({ allowHalfOpen: true }, (from) => {
    const to = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
    keep(from);
    keep(to);
    const plan = next();
    let bytes = 0;
    let broken = false;
    const cut = () => {
      from.resetAndDestroy();
      to.resetAndDestroy();
    };
    from.on('data', (chunk: Buffer) => {
      if (broken) return;
      const room = plan === null ? chunk.length : Math.max(0, plan.afterBytes - bytes);
      bytes += chunk.length;
      if (plan === null || bytes <= plan.afterBytes) {
        if (!to.write(chunk)) {
          from.pause();
          to.once('drain', () => from.resume());
        }
        return;
      }
      broken = true;
      seen[plan.trouble] += 1;
      to.write(chunk.subarray(0, room));
      if (plan.trouble === 'reset') cut();
      else {
        if (plan.trouble === 'half-close') to.end();
        timers.add(setTimeout(cut, stallMs));
      }
    });
    from.once('end', () => to.end());
    from.once('close', () => to.destroy());
    to.pipe(from);
    to.once('close', () => from.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    seen,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
