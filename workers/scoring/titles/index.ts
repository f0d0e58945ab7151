export { type EpisodeWords, episodeWords } from './keywords.ts';
export { type Moment, ownWords, type TitleWriter, textsOf } from './own-words.ts';
