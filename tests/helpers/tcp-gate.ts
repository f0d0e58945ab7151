import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Stands before a server, so that a test can make it unreachable without ending it. */
export interface TcpGate {
  readonly port: number;
  /** Breaks every connection and refuses new ones. */
  close(): Promise<void>;
  open(): Promise<void>;
  dispose(): Promise<void>;
}

/** @param target where connections go while the gate is open */
export async function createTcpGate(target: { host: string; port: number }): Promise<TcpGate> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Broken connections are what the gate is for.
    socket.on('error', () => socket.destroy());
  };
  const server = createServer((from) => {
    const to = connect(target.port, target.host);
    keep(from);
    keep(to);
    from.on('close', () => to.destroy());
    to.on('close', () => from.destroy());
    from.pipe(to).pipe(from);
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the gate has no port');
    return address.port;
  };
  const port = await listen(0);
  const shut = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    port,
    close: shut,
    async open() {
      await listen(port);
    },
    dispose: shut,
  };
}
