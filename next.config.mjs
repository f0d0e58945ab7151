/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  serverExternalPackages: ['better-sqlite3', 'pg', 'pino', '@ffmpeg-installer/ffmpeg', '@ffprobe-installer/ffprobe'],
};

export default config;
