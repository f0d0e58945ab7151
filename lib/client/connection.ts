/** Whether the page can reach the server, for the 'connection lost' banner. */
export type ConnectionState = 'ok' | 'lost';

/** After so many tries in a row the page says that the connection is lost (and goes on trying). */
export const TRIES_UNTIL_LOST = 5;

interface ConnectionStore {
  get(): ConnectionState;
  /** The n-th failure in a row of one thing that is asked again and again. */
  failed(triesInARow: number): void;
  /** Any answer at all. */
  restored(): void;
  subscribe(listener: () => void): () => void;
}

export function createConnection(): ConnectionStore {
  let state: ConnectionState = 'ok';
  const listeners = new Set<() => void>();
  const change = (next: ConnectionState) => {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => state,
    failed: (tries) => {
      if (tries >= TRIES_UNTIL_LOST) change('lost');
    },
    restored: () => change('ok'),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The page's one connection. */
export const connection = createConnection();
