import { integer, pgTable } from 'drizzle-orm/pg-core';
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
});
