import { mediaEnv } from './media.ts';
import { renderPart } from './rendering.ts';

/**
 * Renders four seconds in a process of its own, which can be killed: `node render-child.ts FILE FOLDER OUT`. Says how
 * far it is in percent.
 */
const [path = '', folder = '', outDir = ''] = process.argv.slice(2);
await renderPart(mediaEnv(folder), folder, path, {
  ...{ aspect: '1:1', startMs: 0, endMs: 4000, outDir },
  onProgress: (percent) => void process.send?.(percent),
});
process.disconnect?.();
