export { segmenterOf } from '#lib/shared/transcript/words.ts';
