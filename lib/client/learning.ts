import { type LearningView, learningViewSchema } from '#lib/shared/learning/review.ts';
import { request } from './request.ts';
import { urls } from './urls.ts';
import { type Loaded, useLoaded } from './use-loaded.ts';

const loadLearning = () => request(urls.learning, learningViewSchema);

/** What ratings have changed. */
export function useLearning(): Loaded<LearningView> {
  return useLoaded(urls.learning, loadLearning);
}

/** Picking is as it was before the first rating. @throws ApiError */
export function forgetLearning(): Promise<LearningView> {
  return request(urls.learning, learningViewSchema, { method: 'DELETE' });
}
