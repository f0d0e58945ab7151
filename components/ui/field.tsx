import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

const CONTROL =
  'rounded-control border border-edge bg-card base:text-14 text-text placeholder:text-muted disabled:opacity-55';

/** A name above a control, and a line of help under it. */
export function Field({
  id,
  label,
  help,
  children,
}: {
  id: string;
  label: string;
  help?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children}
      {help ? (
        <p id={`${id}-help`} className="text-13 text-muted">
          {help}
        </p>
      ) : null}
    </div>
  );
}

/** One line of text. */
export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(CONTROL, 'base:h-9 base:w-full base:px-3', className)} {...props} />;
}

/** Several lines of text. */
export function TextArea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(CONTROL, 'w-full px-3 py-2', className)} {...props} />;
}

/** The browser's own list: it is the best one on phones. */
export function Select({ className, ...props }: ComponentProps<'select'>) {
  return <select className={cn(CONTROL, 'h-9 base:w-full base:max-w-80 px-2.5', className)} {...props} />;
}
