import * as z from 'zod/mini';

/**
 * What the time of an attempt at a job goes to. `other`: rows, folders and files around the rest; `wait`: for processor cores that other
 * jobs have; `settle`: until its results are written down.
 */
export const jobStageSchema = z.enum([
  'other',
  'wait',
  'engine',
  'decode',
  'listen',
  'meaning',
  'sound',
  'picture',
  'encode',
  'download',
  'settle',
]);
export type JobStage = z.infer<typeof jobStageSchema>;
