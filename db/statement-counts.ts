/** Statements of this process since its start. */
export interface StatementCounts {
  total: number;
  /** Took SLOW_MS or longer. */
  slow: number;
  seconds: number;
}

/** A statement that takes so long is worth a look. */
export const SLOW_MS = 100;

/** Next loads this module once per bundle. */
const holder: typeof globalThis & { podpromoStatements?: StatementCounts } = globalThis;
holder.podpromoStatements ??= { total: 0, slow: 0, seconds: 0 };

/** Grow while the process runs. */
export const statementCounts: StatementCounts = holder.podpromoStatements;
