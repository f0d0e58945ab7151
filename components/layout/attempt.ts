'use client';

import { ApiError } from '#lib/client/api.ts';
import { toast } from './toasts.tsx';

/** Runs a change; a failure is said in words. Resolves to whether it worked. */
export async function attempt(change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast('bad', error);
    return false;
  }
}
