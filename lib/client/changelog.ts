import { type Changelog, changelogSchema } from '#lib/shared/api/changelog.ts';
import { request } from './request.ts';

/** What changed, release by release. @throws ApiError */
export function loadChangelog(): Promise<Changelog> {
  return request('/api/changelog', changelogSchema);
}
