/** Of package.json, put in by the build (next.config.mjs). */
export const VERSION = process.env.PODPROMO_VERSION ?? '0.0.0';
