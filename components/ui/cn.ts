import { type ClassValue, clsx } from 'clsx';

/**
 * Joins class names. Of two that contradict each other the style sheet decides, not their order: what a building block
 * lets its place change stands there as `base:…`, and what is chosen here is one or the other.
 */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
