import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface HttpMetrics {
  readonly registry: Registry;
  /** Seconds from the request to the answer's head, by route pattern, method and status. */
  readonly httpSeconds: Histogram<'route' | 'method' | 'status'>;
}

/** prom-client refuses a name twice, and a reload in development would register all again. */
const holder: typeof globalThis & { podpromoMetrics?: HttpMetrics } = globalThis;

/** The web process's registry. */
export function getMetrics(): HttpMetrics {
  holder.podpromoMetrics ??= createMetrics();
  return holder.podpromoMetrics;
}

function createMetrics(): HttpMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const httpSeconds = new Histogram({
    name: 'podpromo_http_request_duration_seconds',
    help: 'Time from the request to the head of the answer',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return { registry, httpSeconds };
}
