import { DIMENSIONS, loadNetwork } from './network.ts';

/**
 * The process that turns sentences into vectors: `node child.ts FOLDER THREADS`,
 * a JSON list of texts per line on standard input, for each a line of base64 on
 * standard output (32-bit floats, little-endian, row after row). A process of its
 * own: it blocks while it computes, and its memory is given back when it ends.
 */
const [folder, threads] = process.argv.slice(2);
if (!folder) throw new Error('needs the folder of the weights');
const embed = await loadNetwork(folder, Math.max(1, Number(threads) || 1));

let rest = '';
process.stdin.setEncoding('utf8');
for await (const chunk of process.stdin) {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    const texts: unknown = JSON.parse(line);
    if (!Array.isArray(texts)) throw new Error('each line must be a list of texts');
    const rows = await embed(texts.map(String));
    const bytes = Buffer.alloc(texts.length * DIMENSIONS * 4);
    for (const [at, value] of rows.entries()) bytes.writeFloatLE(value, at * 4);
    process.stdout.write(`${bytes.toString('base64')}\n`);
  }
}
// Threads of the runtime would keep the process alive.
process.exit(0);
