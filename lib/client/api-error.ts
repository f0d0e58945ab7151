import { problemSchema } from '#lib/shared/api/problem.ts';

/** What went wrong in words for the page. `status` is 0 where no answer came at all. */
export class ApiError extends Error {
  readonly code: string;
  readonly title: string;
  /** What the person can do. */
  readonly action: string;
  readonly detail: string | undefined;
  readonly status: number;
  readonly requestId: string | undefined;

  constructor(fields: {
    code: string;
    title: string;
    action: string;
    status: number;
    detail?: string;
    requestId?: string;
    cause?: unknown;
  }) {
    super(fields.detail ?? fields.title, { cause: fields.cause });
    this.name = 'ApiError';
    this.code = fields.code;
    this.title = fields.title;
    this.action = fields.action;
    this.detail = fields.detail;
    this.status = fields.status;
    this.requestId = fields.requestId;
  }
}

/** No answer: the line is down, the server is away, or it took too long. */
export function networkError(cause: unknown): ApiError {
  return new ApiError({
    code: 'network',
    title: 'PodPromo does not answer',
    action: 'Check that it is running. The page tries again by itself.',
    status: 0,
    cause,
  });
}

/** The problem+json of an answer; where it is none (a proxy's page), a plain one by its status. */
export async function errorFromResponse(response: Response): Promise<ApiError> {
  const text = await response.text();
  const problem = problemSchema.safeParse(parseJson(text));
  if (problem.success) return new ApiError(problem.data);
  // Without the table of all errors, which is large: the page says it in its own language, by the code.
  const code = response.status === 404 ? 'not_found' : 'internal';
  return new ApiError({ code, title: `HTTP ${response.status}`, action: '', status: response.status });
}

/** True for what may pass by itself: no answer, a server's failure, or 'too many, too slow'. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true;
  return error.status === 0 || error.status >= 500 || error.status === 408 || error.status === 429;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Not ours: an answer of something between the page and the server.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
