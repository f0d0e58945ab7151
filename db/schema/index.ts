import type * as sqlite from './sqlite.ts';

/** The tables of both dialects under the types of SQLite; the parity test keeps that true. */
export type Tables = typeof sqlite;
