/** A colour as red, green, blue, 0-255. */
export type Rgb = readonly [number, number, number];

export const COLORS = {
  /** What is lit: the spoken word, the played part. */
  lit: [0xff, 0x8a, 0x4c],
  text: [0xff, 0xff, 0xff],
  ink: [0x14, 0x13, 0x12],
} as const satisfies Record<string, Rgb>;

export interface AssStyle {
  readonly name: string;
  readonly family: string;
  readonly size: number;
  /** Pixels of dark outline; 0 for none. */
  readonly outline: number;
  readonly shadow: number;
  /** Extra space between letters, in pixels. */
  readonly spacing?: number;
  /** The whole line is one run whose direction is found from its letters; else it is written from left to right. */
  readonly anyDirection?: boolean;
}

export interface AssEvent {
  readonly startMs: number;
  readonly endMs: number;
  readonly style: string;
  readonly layer: number;
  /** Overrides and text; people's text must have come through `assText`. */
  readonly text: string;
}

/**
 * An ASS script for a picture of this size. PlayRes equals the picture, so that
 * every number is a pixel; WrapStyle 2: lines are broken by us only.
 */
export function assScript(
  picture: { width: number; height: number },
  styles: readonly AssStyle[],
  events: readonly AssEvent[],
): string {
  return [
    '[Script Info]',
    'ScriptType: v4.00+',
    `PlayResX: ${picture.width}`,
    `PlayResY: ${picture.height}`,
    'WrapStyle: 2',
    'ScaledBorderAndShadow: yes',
    '',
    '[V4+ Styles]',
    'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
    ...styles.map(
      (style) =>
        `Style: ${style.name},${style.family},${style.size},&H00FFFFFF,&H00FFFFFF,&H28121314,&H78000000,0,0,0,0,100,100,${style.spacing ?? 0},0,1,${style.outline},${style.shadow},5,0,0,0,${style.anyDirection ? -1 : 1}`,
    ),
    '',
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    ...events
      .filter((event) => centiseconds(event.endMs) > centiseconds(event.startMs))
      .map(
        (event) =>
          `Dialogue: ${event.layer},${assTime(event.startMs)},${assTime(event.endMs)},${event.style},,0,0,0,,${event.text}`,
      ),
    '',
  ].join('\n');
}

/** `\1c` override: ASS writes blue, green, red. */
export function assColor([red, green, blue]: Rgb): string {
  const hex = [blue, green, red].map((value) => value.toString(16).padStart(2, '0').toUpperCase());
  return `\\1c&H${hex.join('')}&`;
}

/** `\1a` override: 0 opaque … 1 not seen. */
export function assAlpha(transparency: number): string {
  return `\\1a&H${Math.round(transparency * 255)
    .toString(16)
    .padStart(2, '0')
    .toUpperCase()}&`;
}

function assTime(ms: number): string {
  const total = centiseconds(ms);
  const pad = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(total / 100);
  return `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}.${pad(total % 100)}`;
}

function centiseconds(ms: number): number {
  return Math.max(0, Math.round(ms / 10));
}
