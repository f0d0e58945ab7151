export { type EdgeQuality, endingQuality, openerQuality, type QuestionBefore, questionBefore } from './edges.ts';
export { type Exclusion, type ExclusionRule, excludedSentences, isEnglish } from './excluded.ts';
export { compareStories, type Run, repeated, type StoryComparer } from './stories.ts';
export { beginWithQuestion } from './taken-question.ts';
export { type Contender, diversify, type VarietyOptions } from './variety.ts';
