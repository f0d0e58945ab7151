import { AppError } from './app-error.ts';

/**
 * The answer of the database, if it comes in time: one whose line is dead without a word would else
 * keep a page waiting for half a minute. What it does afterwards no longer matters to this caller.
 *
 * @throws AppError `database_unavailable` after `timeoutMs`
 */
export function answerWithin<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new AppError('database_unavailable', { cause: new Error(`no answer in ${timeoutMs} ms`) }));
    }, timeoutMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
