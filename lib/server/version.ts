/** Of package.json: put in by the build (next.config.mjs), or by npm for what it runs. */
export const VERSION = process.env.PODPROMO_VERSION ?? process.env.npm_package_version ?? '0.0.0';
