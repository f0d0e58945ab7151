import useSWR, { mutate } from 'swr';
import { ApiError } from './api-error.ts';
import { swrOptions } from './swr-options.ts';

/** `data` stays while it is asked again; `error` is set while the last try failed. */
export interface Loaded<T> {
  readonly data: T | undefined;
  readonly error: ApiError | undefined;
  readonly isLoading: boolean;
  /** Asks again at once. */
  readonly refresh: () => Promise<void>;
}

interface LoadOptions<T> {
  /** A function of the module, in milliseconds: a new one would start the clock again. */
  refreshInterval?: ((latest: T | undefined) => number) | undefined;
  keepPreviousData?: boolean;
  revalidateOnFocus?: boolean;
  revalidateOnReconnect?: boolean;
}

/** An answer of the API, kept under its address for all that show it. */
export function useLoaded<T>(key: string, load: () => Promise<T>, more: LoadOptions<T> = {}): Loaded<T> {
  const options = { ...swrOptions, ...more };
  const { data, error, isLoading } = useSWR<T, unknown>(key, load, options);
  return {
    data,
    error: error === undefined ? undefined : asApiError(error),
    isLoading,
    refresh: async () => {
      await mutate(key);
    },
  };
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError({
    code: 'internal',
    title: 'The page failed',
    action: 'Reload it.',
    status: 0,
    cause: error,
  });
}
