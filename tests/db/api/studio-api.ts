import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseEnv } from '#db/client.ts';
import { type AppContext, createContext, installContext } from '#lib/server/context.ts';
import { readEnv } from '#lib/server/env.ts';
import { createLogger } from '#lib/server/logger.ts';
import type { RouteHandler } from '#lib/server/route.ts';

export interface ApiUnderTest {
  readonly context: AppContext;
  close(): Promise<void>;
}

/** The routes of this process answer from this database and a data folder of their own. */
export async function openApi(database: DatabaseEnv): Promise<ApiUnderTest> {
  const dataDir = await mkdtemp(join(tmpdir(), 'podpromo-api-'));
  const env = { ...readEnv({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }), ...database };
  const context = createContext(env, createLogger('silent', 'test'));
  installContext(context);
  return {
    context,
    async close() {
      await (await context.database()).close();
      await rm(dataDir, { recursive: true });
    },
  };
}

export interface Asked {
  params?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  method?: string;
  search?: string;
}

/** Calls a route as Next does. */
export function call(handler: RouteHandler, { params = {}, body, headers, method, search = '' }: Asked = {}) {
  const request = new Request(`http://localhost:3000/api${search}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { host: 'localhost:3000', 'content-type': 'application/json', ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return handler(request, { params: Promise.resolve(params) });
}
