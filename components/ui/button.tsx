import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

const VARIANTS = {
  primary: 'border-accent bg-accent text-on-accent hover:bg-[color-mix(in_srgb,var(--accent)_88%,var(--ink))]',
  outline: 'base:border-edge base:bg-card base:text-text hover:bg-stage',
  ghost: 'border-transparent text-text hover:bg-stage',
  danger: 'border-bad bg-card text-bad hover:bg-[color-mix(in_srgb,var(--bad)_10%,var(--card))]',
} as const;

const SIZES = {
  normal: 'base:h-9 base:px-3.5 base:text-14',
  small: 'base:h-8 base:px-2.5 base:text-13',
} as const;

export type ButtonVariant = keyof typeof VARIANTS;

interface Look {
  variant?: ButtonVariant;
  size?: keyof typeof SIZES;
}

/** Class names of a button, for links that look like one. */
export function buttonClass({ variant = 'outline', size = 'normal' }: Look = {}, extra?: string): string {
  return cn(
    'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-control border base:font-medium',
    'transition-colors duration-150 ease-out disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
    VARIANTS[variant],
    SIZES[size],
    extra,
  );
}

/** A button with words on it; an icon may come before them. */
export function Button({ variant, size, className, type = 'button', ...props }: ComponentProps<'button'> & Look) {
  return <button type={type} className={buttonClass({ variant, size }, className)} {...props} />;
}

/** A square button with an icon only; `label` is its name for everyone who does not see the icon. */
export function IconButton({
  label,
  className,
  type = 'button',
  children,
  ...props
}: ComponentProps<'button'> & { label: string; children: ReactNode }) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={cn(
        'inline-grid base:size-9 shrink-0 place-items-center rounded-control text-muted base:transition-colors duration-150 ease-out',
        'hover:bg-stage hover:text-text disabled:opacity-55 aria-pressed:text-accent data-popup-open:bg-stage data-popup-open:text-text base:[&_svg]:size-[18px]',
        className,
      )}
      {...props}
    >
      {children}
    </button>
  );
}
