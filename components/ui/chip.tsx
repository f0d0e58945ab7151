import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

const TONES = {
  plain: 'text-muted',
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  live: 'text-accent',
} as const;

export type ChipTone = keyof typeof TONES;

/** A small fact. The dot carries the tone for those who see it, the words for everyone. */
export function Chip({
  tone = 'plain',
  dot = tone !== 'plain',
  className,
  children,
  ...props
}: ComponentProps<'span'> & { tone?: ChipTone; dot?: boolean; children: ReactNode }) {
  return (
    <span className={cn(chipClass, TONES[tone], className)} {...props}>
      {dot ? (
        <i
          aria-hidden="true"
          className={cn('size-[7px] shrink-0 rounded-full bg-current', tone === 'live' && 'animate-breathe')}
        />
      ) : null}
      {children}
    </span>
  );
}

/** The form of a chip, shared with chips that are buttons. */
export const chipClass =
  'base:h-6 inline-flex max-w-full items-center gap-1.5 whitespace-nowrap rounded-full border base:border-line base:px-2.5 text-12';
