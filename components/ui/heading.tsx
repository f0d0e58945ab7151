import type { ReactNode } from 'react';

/** The quiet title of a list. */
export function ListHeading({ children }: { children: ReactNode }) {
  return <h2 className="mt-7 mb-2.5 font-semibold text-13 text-muted">{children}</h2>;
}
