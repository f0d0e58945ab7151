import { connect, createServer } from 'node:net';

/** Why a server cannot listen there, or null where it can. */
export async function portProblem(host: string, port: number): Promise<string | null> {
  try {
    await listenOnce(host, port);
    // Some systems let two programs share a port on different addresses; the browser would then meet the other one.
    return (await isAnswered('localhost', port)) ? `Port ${port} is taken: ${await whoAnswers(host, port)}` : null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EADDRINUSE') return `Port ${port} is taken: ${await whoAnswers(host, port)}`;
    if (code === 'EACCES') return `Port ${port} needs more rights than this user has: set PORT to one above 1023.`;
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST ${host} is no address of this machine.`;
    throw error;
  }
}

/** A port that is free now. */
export function freePort(host = '127.0.0.1'): Promise<number> {
  return listenOnce(host, 0);
}

/** How a browser on this machine gets there. */
export function localUrl(host: string, port: number): string {
  const everywhere = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host);
  return `http://${everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`;
}

function listenOnce(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}

function isAnswered(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}

async function whoAnswers(host: string, port: number): Promise<string> {
  const other = `end the other program or set PORT to another one, e.g. PORT=${port + 1} npm start`;
  try {
    const response = await fetch(localUrl(host, port), { signal: AbortSignal.timeout(2_000) });
    const text = await response.text();
    if (/podpromo/i.test(text)) return `PodPromo is running already at ${localUrl(host, port)}.`;
  } catch {
    // It does not speak HTTP or not in time: some other program.
  }
  return `${other}.`;
}
