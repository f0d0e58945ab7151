'use client';

import { ApiError } from '#lib/client/api-error.ts';
import { type ToastOptions, toast } from './toasts.tsx';

/**
 * Runs a change; a failure is said in words. Resolves to whether it worked.
 *
 * @param options.takenBack also says that the page shows again what was there before
 */
export async function attempt(change: () => Promise<unknown>, options: ToastOptions = {}): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast('bad', error, options);
    return false;
  }
}
