import { createRegistry } from '../registry.ts';
import { archiveHandler } from './archive.ts';
import { modelHandler } from './model.ts';
import { probeHandler } from './probe.ts';
import { renderHandler } from './render.ts';
import { suggestHandler } from './suggest.ts';
import { transcribeHandler } from './transcribe.ts';

/** Who does which kind of job. */
export const handlers = createRegistry({
  probe: probeHandler,
  transcribe: transcribeHandler,
  suggest: suggestHandler,
  render: renderHandler,
  model: modelHandler,
  archive: archiveHandler,
});
