/** Twin of sqlite.ts: same names, nullability, defaults, indexes (a test compares them). Times are epoch milliseconds. */

export { clipChanges, clips, feedback } from './pg-clips.ts';
export { assets, episodes, uploads } from './pg-episodes.ts';
export { errorGroups, settings, shows, workers } from './pg-installation.ts';
export { jobs } from './pg-jobs.ts';
export { clipEvents } from './pg-learning.ts';
export { renders } from './pg-renders.ts';
export { storageLog, storageReservations } from './pg-storage.ts';
export { transcriptChanges, transcriptSegments, transcripts } from './pg-transcripts.ts';
