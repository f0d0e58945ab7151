import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '#lib/shared/error-codes.ts';
import { newId } from '#lib/shared/ids.ts';
import { AppError, errorCodeOf } from './app-error.ts';
import { noteChange } from './changes.ts';
import { type AppContext, getContext } from './context.ts';
import { EnvError } from './env.ts';
import { guardRequest } from './guard.ts';
import { addLogFields, createLogger, type Logger, withLogFields } from './logger.ts';
import { getMetrics } from './metrics.ts';
import { problemResponse } from './problem.ts';
import { keepContentLength } from './raw-response.ts';
import { parseInput, readJsonBody } from './request-body.ts';

const BODY_LIMIT_BYTES = 64 * 1024;

export interface RouteSpec<P, Q, B> {
  /** The pattern, e.g. `/api/clips/{id}`, for the log and the metrics. */
  name: string;
  /** Parts of the path; what does not fit is answered as `missing`, like an unknown id. */
  params?: z.core.$ZodType<P>;
  missing?: ErrorCode;
  query?: z.core.$ZodType<Q>;
  /** Of the JSON body. Without it the body is left unread. */
  body?: z.core.$ZodType<B>;
  bodyLimitBytes?: number;
}

export interface RouteInput<P, Q, B> {
  readonly request: Request;
  readonly requestId: string;
  readonly context: AppContext;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

/** What Next calls. */
export type RouteHandler = (
  request: Request,
  extra: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

/**
 * A handler of one method: guards, parses, answers every failure as problem+json, logs what was
 * not foreseen, and measures. The answer carries the request id, which is taken from the request
 * where it has a usable one.
 */
export function route<P = undefined, Q = undefined, B = undefined>(
  spec: RouteSpec<P, Q, B>,
  handle: (input: RouteInput<P, Q, B>) => Promise<Response> | Response,
): RouteHandler {
  return async (request, extra) => {
    const requestId = requestIdOf(request);
    const stop = startTimer(spec.name, request.method);
    const fields = { requestId, route: spec.name, method: request.method };
    const input = { request, requestId, rawParams: extra?.params };
    const response = await withLogFields(fields, () => answer(spec, handle, input));
    if (request.method !== 'GET' && request.method !== 'HEAD') noteChange();
    stop(response.status);
    keepContentLength(response);
    response.headers.set('x-request-id', requestId);
    if (!response.headers.has('content-security-policy')) response.headers.set('content-security-policy', NO_PAGE);
    return response;
  };
}

/** Data is no page: should a browser show it as one, it loads and runs nothing. */
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'";

/** The methods of one address; all others are answered 405 as problem+json. */
export function methods(name: string, handlers: Partial<Record<Method, RouteHandler>>): Record<Method, RouteHandler> {
  const allow = METHODS.filter((method) => handlers[method]);
  if (handlers.GET) allow.push('HEAD');
  const refuse = route({ name }, () => {
    throw new AppError('method_not_allowed');
  });
  const refused: RouteHandler = async (request, extra) => {
    const response = await refuse(request, extra);
    response.headers.set('allow', allow.join(', '));
    return response;
  };
  const head = handlers.HEAD ?? handlers.GET ?? refused;
  return { GET: refused, POST: refused, PUT: refused, PATCH: refused, DELETE: refused, ...handlers, HEAD: head };
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const satisfies readonly string[];
type Method = (typeof METHODS)[number];

async function answer<P, Q, B>(
  spec: RouteSpec<P, Q, B>,
  handle: (input: RouteInput<P, Q, B>) => Promise<Response> | Response,
  input: { request: Request; requestId: string; rawParams: Promise<unknown> | undefined },
): Promise<Response> {
  const { request, requestId } = input;
  try {
    const context = getContext();
    guardRequest(request, context.env);
    const params = await parseParams(spec, input.rawParams);
    addLogFields(idsOf(params));
    const query = spec.query ? parseInput(spec.query, queryOf(request)) : undefined;
    const body = spec.body
      ? await readJsonBody(request, spec.body, spec.bodyLimitBytes ?? BODY_LIMIT_BYTES)
      : undefined;
    // Where the spec has no schema, its type is `undefined`, which is what is there.
    return await handle({ request, requestId, context, params, query, body } as RouteInput<P, Q, B>);
  } catch (error) {
    if (isLeft(request, error)) return new Response(null, { status: LEFT });
    logFailure(error);
    return problemResponse(error, requestId);
  }
}

/** For the metrics alone: nobody reads that answer. */
const LEFT = 499;

/** Whoever asked has gone, e.g. to another page, and what was made for them was stopped: nothing failed. */
function isLeft({ signal }: Request, error: unknown): boolean {
  if (!signal.aborted) return false;
  return error === signal.reason || (error instanceof Error && error.name === 'AbortError');
}

async function parseParams<P>(spec: RouteSpec<P, unknown, unknown>, raw: Promise<unknown> | undefined) {
  if (!spec.params) return undefined;
  const parsed = z.safeParse(spec.params, await raw);
  if (!parsed.success) throw new AppError(spec.missing ?? 'not_found');
  return parsed.data;
}

function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

const requestIdSchema = z.string().regex(/^[\w.-]{8,64}$/);

function requestIdOf(request: Request): string {
  const given = requestIdSchema.safeParse(request.headers.get('x-request-id'));
  return given.success ? given.data : newId();
}

/** What of the address names an episode or a job, for the log. */
function idsOf(params: unknown): { episodeId?: string; jobId?: string } {
  return idsSchema.safeParse(params).data ?? {};
}

const idsSchema = z.object({ episodeId: z.string().optional(), jobId: z.string().optional() });

/** Request, route and method stand in every line of a request by themselves. */
function logFailure(error: unknown): void {
  const code = errorCodeOf(error);
  const { status } = ERROR_CODES[code];
  const logger = loggerOrDefault();
  if (code === 'internal') logger.error({ err: error, code }, 'request failed');
  else if (status >= 500) logger.warn({ err: error, code }, 'request failed');
  else logger.debug({ code }, 'request refused');
}

/** A configuration that cannot be read is itself a failure to be logged. */
function loggerOrDefault(): Logger {
  try {
    return getContext().logger;
  } catch (error) {
    if (error instanceof EnvError) return createLogger('info', 'web');
    throw error;
  }
}

function startTimer(routeName: string, method: string): (status: number) => void {
  const stop = getMetrics().httpSeconds.startTimer({ route: routeName, method });
  return (status) => {
    stop({ status });
  };
}
