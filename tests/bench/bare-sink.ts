import { createWriteStream } from 'node:fs';
import { createServer } from 'node:http';
import { pipeline } from 'node:stream/promises';

/**
 * What an upload costs at least: a plain HTTP server that appends every body to
 * one file. `node bare-sink.ts FILE`; prints its port.
 */
const [, , path = ''] = process.argv;
const server = createServer(async (request, response) => {
  try {
    await pipeline(request, createWriteStream(path, { flags: request.method === 'PUT' ? 'w' : 'a' }));
    response.writeHead(204).end();
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.stdout.write(`${address.port}\n`);
});
process.once('disconnect', () => process.exit(0));
