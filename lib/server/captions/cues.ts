export { type Cue, type CueRules, makeCues } from '#lib/shared/transcript/cues.ts';
