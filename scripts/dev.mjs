import { runSupervisor } from './supervisor/entry.mjs';

// `npm run dev`: pages that reload and a worker that restarts when one of its files changes. Neither holds data
// that a restart could lose: uploads go on where their bytes end (tus), and a job's lease is given back on SIGTERM.
await runSupervisor('dev');
