// Unpacks the browser of @sparticuz/chromium into TMPDIR, with the libraries that it needs where the system has none.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import chromium, { inflate } from '@sparticuz/chromium';

await chromium.executablePath();
const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
await inflate(join(dirname(dirname(entry)), 'bin', 'al2023.tar.br'));
