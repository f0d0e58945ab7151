export type { SoundTrack } from './measures.ts';
export { soundSignals } from './signals.ts';
