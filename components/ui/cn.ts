import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: { theme: { text: ['11', '12', '13', '14', '16', '20', '28'], radius: ['mark', 'small', 'control', 'card'] } },
});

/** Joins class names; the last of two that contradict each other wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
