'use client';

import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { cn } from './cn.ts';

const ITEM =
  'flex min-h-9 cursor-default select-none items-center gap-2.5 rounded-small px-2.5 py-1.5 text-14 outline-none data-highlighted:bg-stage [&_svg]:size-4 [&_svg]:shrink-0 base:[&_svg]:text-muted';

/** A list of actions behind a button. `trigger` is the button. */
export function Menu({
  trigger,
  children,
  width = 200,
  startsOpen = false,
}: {
  trigger: ReactElement;
  children: ReactNode;
  width?: number;
  /** For one that is fetched by the press that opens it. */
  startsOpen?: boolean;
}) {
  return (
    <Base.Root modal={false} defaultOpen={startsOpen}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="end" collisionPadding={8} className="z-50 outline-none">
          <Base.Popup
            style={{ minWidth: width }}
            className="rounded-card border border-line bg-card p-1 shadow-float outline-none transition-[opacity,transform] duration-120 ease-out data-ending-style:opacity-0 data-starting-style:-translate-y-1 data-starting-style:opacity-0"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** One action. `danger` is for what removes things. */
export function MenuItem({
  danger = false,
  className,
  ...props
}: {
  danger?: boolean;
  className?: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return <Base.Item className={cn(ITEM, danger && 'text-bad [&_svg]:text-bad', className)} {...props} />;
}

/** A link that saves a file. */
export function MenuDownload({ href, fileName, children }: { href: string; fileName: string; children: ReactNode }) {
  return (
    <Base.LinkItem href={href} download={fileName} closeOnClick className={ITEM}>
      {children}
    </Base.LinkItem>
  );
}

/** One choice of several; the chosen one is marked. */
export function MenuChoice<Value extends string | number>({
  value,
  options,
  onChange,
}: {
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: Value) => onChange(next)}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} closeOnClick className={cn(ITEM, 'pr-4')}>
          <span aria-hidden="true" className="grid size-4 place-items-center text-accent">
            {option.value === value ? '●' : ''}
          </span>
          {option.label}
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}
