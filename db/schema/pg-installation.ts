import { index, integer, pgTable, uniqueIndex } from 'drizzle-orm/pg-core';
import { id, json, text, timestamp } from './pg-columns.ts';

export const settings = pgTable('settings', {
  key: text('key').primaryKey(),
  value: json('value'),
  updatedAt: timestamp('updated_at').notNull(),
});

/** One row a running worker; how the web process knows that there is one, and in what state its engines are. */
export const workers = pgTable('workers', {
  id: id(),
  pid: integer('pid').notNull(),
  startedAt: timestamp('started_at').notNull(),
  lastSeenAt: timestamp('last_seen_at').notNull(),
  /** {state, message, percent, wordTimes}: SystemView.speech */
  speech: json('speech'),
  /** What its process and its jobs cost, for `/metrics`: lib/server/worker-metrics.ts */
  metrics: json('metrics'),
});

/** Failures of the same code at the same place are one row, of both processes. */
export const errorGroups = pgTable(
  'error_groups',
  {
    /** Of code, place and source. */
    id: id(),
    code: text('code').notNull(),
    /** A route or a kind of job, and what was being done; no text of users. */
    place: text('place').notNull(),
    source: text('source').notNull(),
    count: integer('count').notNull(),
    firstSeenAt: timestamp('first_seen_at').notNull(),
    lastSeenAt: timestamp('last_seen_at').notNull(),
    /** When somebody marked it as seen; what came later is new again. */
    seenAt: timestamp('seen_at'),
    /** The last one's context: lib/shared/api/errors.ts */
    example: json('example'),
  },
  (table) => [index('error_groups_last_idx').on(table.lastSeenAt)],
);

/** What the episodes of one show have in common; `episodes.show` is its name. */
export const shows = pgTable(
  'shows',
  {
    id: id(),
    name: text('name').notNull(),
    /** [{term, spoken}] */
    glossary: json('glossary'),
    /** Names of people who speak in it, last used first. */
    speakers: json('speakers'),
    /** Colours, font, logo, cards: lib/shared/styles/brand.ts; null for the installation's own. */
    brand: json('brand'),
    createdAt: timestamp('created_at').notNull(),
    updatedAt: timestamp('updated_at').notNull(),
  },
  (t) => [uniqueIndex('shows_name_unique').on(t.name)],
);
