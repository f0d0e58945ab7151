import { AppError } from '#lib/server/app-error.ts';
import { route } from '#lib/server/route.ts';

/** Whatever no other file here answers: a program gets JSON and not a page. */
const missing = route({ name: '/api/*' }, () => {
  throw new AppError('not_found');
});

export { missing as DELETE, missing as GET, missing as HEAD, missing as PATCH, missing as POST, missing as PUT };
