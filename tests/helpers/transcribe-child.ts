import { speechEngine, transcribeFile } from './transcribing.ts';

/** Transcribes in a process of its own, which can be killed: `node transcribe-child.ts FILE FOLDER`. */
const [path = '', folder = ''] = process.argv.slice(2);
const engine = await speechEngine();
await transcribeFile({ engine, path, folder, language: 'en', onKept: async () => void process.send?.('kept') });
