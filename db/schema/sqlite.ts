/** Twin of pg.ts: same names, nullability, defaults, indexes (a test compares them). Times are epoch milliseconds. */

export { clipChanges, clips, feedback } from './sqlite-clips.ts';
export { assets, episodes, uploads } from './sqlite-episodes.ts';
export { errorGroups, settings, shows, workers } from './sqlite-installation.ts';
export { jobs } from './sqlite-jobs.ts';
export { clipEvents } from './sqlite-learning.ts';
export { renders } from './sqlite-renders.ts';
export { storageLog, storageReservations } from './sqlite-storage.ts';
export { transcriptChanges, transcriptSegments, transcripts } from './sqlite-transcripts.ts';
