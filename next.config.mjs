import { readFileSync } from 'node:fs';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js';

const changelog = readFileSync(new URL('./CHANGELOG.md', import.meta.url), 'utf8');

/**
 * Why scripts may be inline: docs/decisions/012-content-security-policy.md.
 * `wasm-unsafe-eval` and `blob:` are for the hashing of uploads.
 */
function contentSecurityPolicy(isDevelopment) {
  return [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const everywhere = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
];
/** For pages and the API. Scripts and styles do without: a page has a score of them, and headers are not compressed. */
const answers = [
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()',
  },
];
/** Where the build puts scripts, styles and fonts. */
const FILES = '_next/static/';

/** Addresses that answer without a page; they are the same under /api/. */
const operations = ['health', 'ready', 'metrics', 'queue/stats', 'storage/stats'];

/** @returns {import('next').NextConfig} */
export default function config(phase) {
  const policy = contentSecurityPolicy(phase === PHASE_DEVELOPMENT_SERVER);
  return {
    output: 'standalone',
    outputFileTracingRoot: import.meta.dirname,
    // Names such as 'uploads' or 'engines' in a path make the tracer take our own folders of that name along.
    outputFileTracingExcludes: {
      '/*': ['app', 'components', 'docs', 'scripts', 'tests', 'workers'].map((folder) => `./${folder}/**/*`),
    },
    poweredByHeader: false,
    // Only what goes into the pages: the rest is checked by `npm run typecheck`, and may not keep them from starting.
    typescript: { tsconfigPath: 'tsconfig.build.json' },
    serverExternalPackages: ['better-sqlite3', 'pg', 'pino', '@ffmpeg-installer/ffmpeg', '@ffprobe-installer/ffprobe'],
    env: { PODPROMO_CHANGELOG: changelog },
    // Otherwise /_NEXT/STATIC/x, which is answered with a page that says that there is none, counts as a script below.
    experimental: { caseSensitiveRoutes: true },
    headers: async () => [
      { source: '/:path*', headers: everywhere },
      { source: `/((?!${FILES}).*)`, headers: answers },
      // The API sets its own: media files have a stricter one. A worker has the policy that its script comes with.
      { source: `/((?!api/|${FILES}).*)`, headers: [{ key: 'Content-Security-Policy', value: policy }] },
      {
        source: `/${FILES}chunks/:worker(turbopack-worker-.*)`,
        headers: [{ key: 'Content-Security-Policy', value: policy }],
      },
    ],
    rewrites: async () => [
      ...operations.map((path) => ({ source: `/api/${path}`, destination: `/${path}` })),
      // Asked for by whatever does not read the page's own links to its icons.
      { source: '/favicon.ico', destination: '/icons/192.png' },
    ],
  };
}
