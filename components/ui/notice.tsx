import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

const KINDS = {
  info: { icon: Info, tone: 'text-info' },
  ok: { icon: CircleCheck, tone: 'text-ok' },
  warn: { icon: TriangleAlert, tone: 'text-warn' },
  bad: { icon: CircleAlert, tone: 'text-bad' },
} as const;

interface NoticeProps {
  kind: keyof typeof KINDS;
  title?: string;
  children?: ReactNode;
  /** Buttons at the end. */
  actions?: ReactNode;
  className?: string;
}

/** Says what is happening, what is safe and what to do. */
export function Notice({ kind, title, children, actions, className }: NoticeProps) {
  const { icon: Icon, tone } = KINDS[kind];
  return (
    <div className={cn('flex flex-wrap items-center gap-x-4 gap-y-3 rounded-card border bg-card px-4 py-3', className)}>
      <div className="flex min-w-0 flex-1 basis-60 gap-3">
        <Icon aria-hidden="true" className={cn('mt-0.5 size-[18px] shrink-0', tone)} />
        <div className="min-w-0 max-w-[72ch]">
          {title ? <p className="font-semibold">{title}</p> : null}
          {children ? <div className={title ? 'text-muted' : ''}>{children}</div> : null}
        </div>
      </div>
      {actions ? <div className="flex shrink-0 gap-2 max-sm:pl-[30px]">{actions}</div> : null}
    </div>
  );
}
