/** Notices for whoever hosts it: what alerts go by, too. */
export const HOST_CODES = [
  'no_worker',
  'queue_waits',
  'jobs_fail',
  'storage_limit',
  'disk_low',
  'files_missing',
  'errors_rise',
  'backup_old',
] as const;
export type HostCode = (typeof HOST_CODES)[number];
