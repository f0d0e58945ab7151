import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { statementCounts } from '#db/statement-counts.ts';

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
  countStatements(registry);
  return { registry, httpSeconds };
}

/** They are counted where they run; a scrape only reads them. */
function countStatements(registry: Registry): void {
  const series = [
    ['podpromo_db_statements_total', 'Statements of the web process', 'total'],
    ['podpromo_db_slow_statements_total', 'Statements of the web process that took 100 ms or more', 'slow'],
    ['podpromo_db_statement_seconds_total', 'Time that statements of the web process took', 'seconds'],
  ] as const;
  for (const [name, help, what] of series) {
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(statementCounts[what]);
      },
    });
  }
}
