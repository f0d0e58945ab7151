/** A speech model that a person can choose by name. */
export interface CatalogueModel {
  readonly name: string;
  /** Knows English only. */
  readonly englishOnly: boolean;
  /** Was taught to write English, whatever is spoken. */
  readonly translates: boolean;
  /** Names of weights of this model, the one that is fetched first, then what is used where it is already here. */
  readonly files: readonly string[];
  /** Roughly what is fetched, in bytes. */
  readonly downloadBytes: number;
}

/** Weights of a model as whisper.cpp names them: full (f16) or made smaller. */
function model(name: string, fetched: string, downloadBytes: number): CatalogueModel {
  const kinds = [fetched, '-q8_0', '-q5_1', '-q5_0', ''];
  const files = [...new Set(kinds)].map((kind) => `ggml-${name}${kind}.bin`);
  const englishOnly = name.endsWith('.en');
  // The turbo model was made by training on transcription only.
  return { name, englishOnly, translates: !englishOnly && !name.endsWith('turbo'), files, downloadBytes };
}

/** Smallest first. Quantised weights are a third of the size, as good, and faster on a CPU. */
export const MODEL_CATALOGUE: readonly CatalogueModel[] = [
  model('tiny', '-q8_0', 43_500_000),
  model('tiny.en', '-q8_0', 43_600_000),
  model('base', '-q5_1', 59_700_000),
  model('base.en', '-q5_1', 59_700_000),
  model('small', '-q5_1', 190_000_000),
  model('small.en', '-q5_1', 190_000_000),
  model('medium', '-q5_0', 539_000_000),
  model('medium.en', '-q5_0', 539_000_000),
  model('large-v3-turbo', '-q5_0', 574_000_000),
];

/** The model of this name; null where we do not offer it. */
export function catalogueModel(name: string): CatalogueModel | null {
  return MODEL_CATALOGUE.find((entry) => entry.name === name) ?? null;
}

export const MODEL_NAMES: readonly string[] = MODEL_CATALOGUE.map((entry) => entry.name);

/** The network that puts sentences beside others of like meaning; picking works without it. */
export const VECTOR_MODEL = { name: 'all-MiniLM-L6-v2', downloadBytes: 23_200_000 } as const;
