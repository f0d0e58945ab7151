import { cn } from './cn.ts';

/** A quiet placeholder of the size of what comes. Say what loads elsewhere: this is hidden from screen readers. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cn('animate-breathe base:rounded-small bg-stage', className)} />;
}
