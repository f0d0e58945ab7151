import { type GgmlHeader, MULTILINGUAL_VOCABULARY } from './ggml-format.ts';

/** What follows from the shape of the weights, whatever their file is called. */
export interface ModelFacts {
  readonly multilingual: boolean;
  /** The name that `-dtw` wants; null where the attention heads of this shape are not known. */
  readonly dtwPreset: string | null;
}

const SIZES: Readonly<Record<number, string>> = { 4: 'tiny', 6: 'base', 12: 'small', 24: 'medium' };

/** Tells the model by its layers: the file's name may be anything. */
export function modelFacts(header: GgmlHeader): ModelFacts {
  const multilingual = header.vocabulary >= MULTILINGUAL_VOCABULARY;
  if (header.audioLayers === 32) {
    // The first and second large have the same shape but other heads: no word times are better than wrong ones.
    if (header.mels !== 128) return { multilingual, dtwPreset: null };
    return { multilingual, dtwPreset: header.textLayers === 4 ? 'large.v3.turbo' : 'large.v3' };
  }
  const size = SIZES[header.audioLayers];
  const distilled = header.textLayers !== header.audioLayers;
  if (!size || distilled) return { multilingual, dtwPreset: null };
  return { multilingual, dtwPreset: multilingual ? size : `${size}.en` };
}

/** Measured on hand-labelled words: the heads of this model look 120 ms behind the sound, those of base do not. */
const LAGS_MS: Readonly<Record<string, number>> = { 'tiny.en': 120 };

/** How far attention lags behind what is heard, in milliseconds. */
export function attentionLagMs(dtwPreset: string | null): number {
  return LAGS_MS[dtwPreset ?? ''] ?? 0;
}
