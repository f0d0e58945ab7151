import packageJson from '../../package.json' with { type: 'json' };

/** The release that this code is, as in package.json. */
export const VERSION: string = packageJson.version;
