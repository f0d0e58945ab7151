import type { ReactNode } from 'react';

/** A thing on the left, what it takes on the right, and what can be done with it after that. */
export function SizeRow({ size, actions, children }: { size: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-48">{children}</div>
      <span className="whitespace-nowrap text-muted">{size}</span>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </li>
  );
}
