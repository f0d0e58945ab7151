import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { join, normalize } from 'node:path';
import { PHASE_PRODUCTION_BUILD } from 'next/constants.js';
import { z } from 'zod';
import { type Face, fontFile } from '#lib/server/captions/text/fonts.ts';
import { projectRoot } from '#scripts/supervisor/commands.ts';
import { type Luma, lumaOf } from './ssim.ts';

/** What of a browser's page is needed. */
export interface BrowserPage {
  goto(url: string): Promise<unknown>;
  evaluate<Argument, Result>(run: (argument: Argument) => Promise<Result>, argument: Argument): Promise<Result>;
}

export interface CaptionPage {
  readonly url: string;
  /** Draws moments of a script by our libass worker, over `groundPixels`, in the page's canvas. */
  draw(page: BrowserPage, script: DrawnScript, moments: readonly number[]): Promise<Luma[]>;
  close(): Promise<void>;
}

export interface DrawnScript {
  readonly script: string;
  readonly width: number;
  readonly height: number;
  readonly faces: Iterable<Face>;
}

/** A ground that is another one at each place, smooth as a film's: rgb24. */
export function groundPixels(width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      pixels[at] = Math.floor((x * 255) / width);
      pixels[at + 1] = Math.floor((y * 255) / height);
      pixels[at + 2] = 128;
    }
  }
  return pixels;
}

const HTML = '<!doctype html><title>captions</title><script type="module" src="/page.js"></script>';

/** Draws in the page and sends each picture back, under the names that `CaptionPage.draw` gives them. */
const PAGE = `
import { Libass } from '/lib/client/libass/libass.ts';
window.drawCaptions = async ({ script, width, height, fonts, moments }) => {
  const libass = new Libass();
  try {
    await libass.load({ script, width, height, fonts });
    const layer = new OffscreenCanvas(width, height).getContext('2d');
    const picture = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    const ground = picture.createImageData(width, height);
    for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      ground.data[at] = Math.floor((x * 255) / width);
      ground.data[at + 1] = Math.floor((y * 255) / height);
      ground.data[at + 2] = 128;
      ground.data[at + 3] = 255;
    }
    for (const [at, ms] of moments.entries()) {
      const drawn = await libass.draw({ ms, width, height });
      if (drawn !== 'same') {
        layer.clearRect(0, 0, width, height);
        if (drawn) layer.putImageData(new ImageData(drawn.pixels, drawn.width, drawn.height), drawn.x, drawn.y);
      }
      picture.putImageData(ground, 0, 0);
      picture.drawImage(layer.canvas, 0, 0);
      await fetch('/drawn/' + at, { method: 'POST', body: picture.getImageData(0, 0, width, height).data });
    }
  } finally {
    libass.close();
  }
};
`;

/** Serves our libass modules as they are, types taken out, under the policy of the pages. */
export async function startCaptionPage(): Promise<CaptionPage> {
  const drawn = new Map<number, Buffer>();
  const fonts = new Map<string, Face>();
  const policy = await pagePolicy();
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', policy);
    const path = new URL(request.url ?? '/', 'http://page').pathname;
    const serve =
      request.method === 'POST'
        ? readBody(request).then((body) => {
            drawn.set(Number(path.split('/').at(-1)), body);
            response.writeHead(204).end();
          })
        : answer(path, response, fonts);
    serve.catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  const port = await listen(server);
  const url = `http://127.0.0.1:${port}/`;
  return {
    url,
    async draw(page, { script, width, height, faces }, moments) {
      drawn.clear();
      fonts.clear();
      for (const face of faces) fonts.set(`/font/${fonts.size}`, face);
      const question = { script, width, height, fonts: [...fonts.keys()], moments: [...moments] };
      await page.goto(url);
      await page.evaluate(async (asked: typeof question) => {
        const deadline = Date.now() + 10_000;
        while (!Reflect.has(window, 'drawCaptions') && Date.now() < deadline) await new Promise(requestAnimationFrame);
        await Reflect.get(window, 'drawCaptions')(asked);
      }, question);
      return moments.map((_, at) => lumaOf(drawn.get(at) ?? new Uint8Array(), width, height, 4));
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function answer(path: string, response: ServerResponse, fonts: ReadonlyMap<string, Face>): Promise<void> {
  const font = fonts.get(path);
  if (path === '/') return send(response, 'text/html', HTML);
  if (path === '/page.js') return send(response, 'text/javascript', PAGE);
  if (font) {
    return send(response, 'font/ttf', await fontFile(font));
  }
  if (/^\/libass\/jassub-worker\.(js|wasm)$/.test(path)) {
    const file = join(projectRoot, 'node_modules/jassub/dist/wasm', path.slice('/libass/'.length));
    return send(response, path.endsWith('.js') ? 'text/javascript' : 'application/wasm', await readFile(file));
  }
  if (/^\/lib\/client\/libass\/[a-z-]+\.ts$/.test(path)) {
    const code = stripTypeScriptTypes(await readFile(join(projectRoot, normalize(path)), 'utf8'));
    return send(response, 'text/javascript', code);
  }
  response.writeHead(404).end();
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response.writeHead(200, { 'content-type': type }).end(body);
}

async function readBody(request: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const configSchema = z.object({ default: z.function({ input: [z.string()], output: z.unknown() }) });
const headersSchema = z.object({ headers: z.function({ input: [], output: z.promise(z.unknown()) }) });
const rulesSchema = z.array(z.object({ headers: z.array(z.object({ key: z.string(), value: z.string() })) }));

/** The content security policy that the built pages have. */
async function pagePolicy(): Promise<string> {
  const config = configSchema.parse(await import(join(projectRoot, 'next.config.mjs')));
  const { headers } = headersSchema.parse(config.default(PHASE_PRODUCTION_BUILD));
  const rules = rulesSchema.parse(await headers());
  const policy = rules.flatMap((rule) => rule.headers).find(({ key }) => key === 'Content-Security-Policy');
  if (!policy) throw new Error('the pages have no policy');
  return policy.value;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
