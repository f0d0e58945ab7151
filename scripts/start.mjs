import { runSupervisor } from './supervisor/entry.mjs';

// `npm start`: the built pages and the worker.
await runSupervisor('start');
