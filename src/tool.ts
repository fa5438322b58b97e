import manifest from '../package.json' with { type: 'json' };

/** What reports say they were made by. */
export const TOOL = { name: 'apiward', version: manifest.version } as const;
