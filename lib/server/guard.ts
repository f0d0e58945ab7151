import { AppError } from './app-error.ts';
import type { Env } from './env.ts';

type GuardEnv = Pick<Env, 'host' | 'allowedOrigins'>;

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses what another site makes a visitor's browser send. The server has no login: whoever can
 * make a request can do everything, so the browser's own headers must show that the page is ours.
 *
 * @throws AppError `forbidden_host` for a foreign Host, `forbidden_origin` for a cross-site change
 */
export function guardRequest(request: Request, env: GuardEnv): void {
  assertHost(request, env);
  if (!SAFE_METHODS.includes(request.method)) assertSameSite(request, env);
}

/**
 * DNS rebinding: a foreign name that resolves to 127.0.0.1 makes the browser believe that our
 * answers are that site's own. Only checked where we listen on this machine alone; behind a wider
 * address the names are the owner's.
 */
function assertHost(request: Request, env: GuardEnv): void {
  if (!LOOPBACK.includes(bracketed(env.host))) return;
  const name = hostName(request.headers.get('host') ?? '');
  const known = [...LOOPBACK, ...env.allowedOrigins.map((origin) => hostName(hostOf(origin)))];
  if (!known.includes(name)) throw new AppError('forbidden_host');
}

function assertSameSite(request: Request, env: GuardEnv): void {
  const origin = request.headers.get('origin');
  if (origin !== null) {
    if (env.allowedOrigins.includes(origin)) return;
    // Only the host is compared: TLS may end at a proxy, so the scheme we see can differ.
    if (hostOf(origin) === '' || hostOf(origin) !== request.headers.get('host')?.toLowerCase()) {
      throw new AppError('forbidden_origin');
    }
    return;
  }
  // 'same-site' is not enough: any other program on localhost is 'same-site', whatever its port.
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') throw new AppError('forbidden_origin');
}

function hostOf(origin: string): string {
  return URL.parse(origin)?.host ?? '';
}

/** Without the port, lower case, without a closing dot. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
}

function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host.toLowerCase();
}
