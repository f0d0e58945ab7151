import { COLORS, type Rgb } from '../captions/ass.ts';

/** The ground of an audiogram: dark enough for white text (contrast ≥ 7 at every point). */
export interface Palette {
  readonly top: Rgb;
  readonly bottom: Rgb;
  /** A soft light in a corner. */
  readonly glow: Rgb;
  /** What was played, the spoken word: contrast ≥ 4.5 on the ground. */
  readonly lit: Rgb;
  /** What comes. */
  readonly pale: Rgb;
  readonly text: Rgb;
}

/** Ink with a warm light: for episodes without artwork, or with a grey one. */
export const INK_PALETTE: Palette = {
  top: [0x2b, 0x20, 0x1a],
  bottom: [0x14, 0x12, 0x11],
  glow: [0xff, 0x8a, 0x4c],
  lit: COLORS.lit,
  pale: [0xb4, 0xac, 0xa6],
  text: COLORS.text,
};

const HUES = 24;
/** What share of the artwork's colour a second one needs to have. */
const SECOND_SHARE = 0.06;

/**
 * Colours from a picture's strongest hue, darkened.
 *
 * @param pixels rgb24
 */
export function paletteOf(pixels: Uint8Array): Palette {
  const weights = Array.from({ length: HUES }, () => 0);
  let coloured = 0;
  const step = 3 * Math.max(1, Math.floor(pixels.length / 3 / 20_000));
  let samples = 0;
  for (let at = 0; at + 2 < pixels.length; at += step) {
    const { hue, saturation, lightness } = toHsl(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
    // Near black and near white have a hue only on paper.
    const strength = saturation * (1 - Math.abs(2 * lightness - 1));
    const bin = Math.floor(hue * HUES) % HUES;
    weights[bin] = (weights[bin] ?? 0) + strength;
    coloured += strength;
    samples += 1;
  }
  if (samples === 0 || coloured / samples < 0.04) return INK_PALETTE;
  const strongest = weights.indexOf(Math.max(...weights));
  const hue = awayFromOlive((strongest + 0.5) / HUES);
  const second = secondHue(weights, strongest, coloured);
  return {
    top: fromHsl(hue, 0.44, 0.185),
    bottom: fromHsl(hue + 0.02, 0.36, 0.06),
    glow: fromHsl(hue - 0.04, 0.65, 0.5),
    lit: brightEnough(second),
    pale: fromHsl(hue, 0.12, 0.68),
    text: COLORS.text,
  };
}

/** The ground that a brand names; letters are dark or white, whichever reads better on it. */
export function paletteOn(ground: Rgb): Palette {
  const { hue, saturation, lightness } = toHsl(...ground);
  const isLight = luminance(ground) > 0.4;
  return {
    top: ground,
    bottom: fromHsl(hue, saturation, lightness * (isLight ? 0.93 : 0.6)),
    glow: fromHsl(hue, saturation, Math.min(1, lightness + (isLight ? 0.06 : 0.25))),
    lit: isLight ? [0xc2, 0x41, 0x0c] : COLORS.lit,
    pale: isLight ? fromHsl(hue, 0.1, lightness * 0.62) : fromHsl(hue, 0.12, 0.68),
    text: isLight ? COLORS.ink : COLORS.text,
  };
}

/** Another colour of the artwork, where it has one that counts: it stands out more than a lighter shade of the ground. */
function secondHue(weights: readonly number[], strongest: number, all: number): number {
  const far = weights.map((weight, bin) => {
    const apart = Math.abs(bin - strongest);
    return Math.min(apart, HUES - apart) >= HUES / 6 ? weight : 0;
  });
  const best = far.indexOf(Math.max(...far));
  const counts = (far[best] ?? 0) >= all * SECOND_SHARE;
  return ((counts ? best : strongest) + 0.5) / HUES;
}

/** The artwork's hue, light enough to be seen on its dark ground: blue needs more light than yellow. */
function brightEnough(hue: number): Rgb {
  for (let lightness = 0.58; lightness < 0.9; lightness += 0.02) {
    const color = fromHsl(hue, 0.92, lightness);
    if (luminance(color) >= 0.34) return color;
  }
  return COLORS.text;
}

function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Dark yellow is olive, which flatters no cover: it goes over to amber. */
function awayFromOlive(hue: number): number {
  return hue > 0.08 && hue < 0.2 ? 0.065 : hue;
}

function toHsl(r: number, g: number, b: number): { hue: number; saturation: number; lightness: number } {
  const [red, green, blue] = [r / 255, g / 255, b / 255];
  const high = Math.max(red, green, blue);
  const low = Math.min(red, green, blue);
  const lightness = (high + low) / 2;
  const span = high - low;
  if (span === 0) return { hue: 0, saturation: 0, lightness };
  const saturation = span / (1 - Math.abs(2 * lightness - 1));
  const sector =
    high === red
      ? ((green - blue) / span + 6) % 6
      : high === green
        ? (blue - red) / span + 2
        : (red - green) / span + 4;
  return { hue: sector / 6, saturation, lightness };
}

function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const amount = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const k = (offset + (((hue % 1) + 1) % 1) * 12) % 12;
    return Math.round((lightness - amount * Math.max(-1, Math.min(k - 3, 9 - k, 1))) * 255);
  };
  return [channel(0), channel(8), channel(4)];
}
