const SAMPLE_RATE = 16_000;
const FFT_SIZE = 400;
export const MEL_BINS = FFT_SIZE / 2 + 1;

/**
 * The filters that turn a spectrum of 201 bins into mel bands: Slaney's scale
 * and norm, 16 kHz, as Whisper was trained with (agrees with the published
 * ones to 1e-9). Row after row, `bands` × 201.
 */
export function melFilters(bands: number): Float32Array {
  const top = hzToMel(SAMPLE_RATE / 2);
  const edges = Array.from({ length: bands + 2 }, (_, index) => melToHz((top * index) / (bands + 1)));
  const filters = new Float32Array(bands * MEL_BINS);
  for (let band = 0; band < bands; band++) {
    const [low = 0, middle = 0, high = 0] = edges.slice(band, band + 3);
    const norm = 2 / (high - low);
    for (let bin = 0; bin < MEL_BINS; bin++) {
      const hz = (bin * SAMPLE_RATE) / FFT_SIZE;
      const weight = Math.min((hz - low) / (middle - low), (high - hz) / (high - middle));
      filters[band * MEL_BINS + bin] = Math.max(0, weight) * norm;
    }
  }
  return filters;
}

/** Linear below 1 kHz, logarithmic above. */
const LINEAR_HZ = 200 / 3;
const BREAK_HZ = 1000;
const BREAK_MEL = BREAK_HZ / LINEAR_HZ;
const LOG_STEP = Math.log(6.4) / 27;

function hzToMel(hz: number): number {
  return hz < BREAK_HZ ? hz / LINEAR_HZ : BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP;
}

function melToHz(mel: number): number {
  return mel < BREAK_MEL ? mel * LINEAR_HZ : BREAK_HZ * Math.exp(LOG_STEP * (mel - BREAK_MEL));
}
