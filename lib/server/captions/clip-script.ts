import type { Rgb } from './ass.ts';
import type { Cue } from './cues.ts';
import type { Box } from './layout.ts';
import type { Face } from './text/fonts.ts';

/** Everything that is written into the picture of a clip. */
export interface ClipScript {
  /** ASS, for a picture of the aspect's size. */
  readonly script: string;
  readonly cues: readonly Cue[];
  /** Where the captions' pixels must be found. */
  readonly captionBox: Box;
  /** The colour that they must have in it. */
  readonly captionColor: Rgb;
  /** Letters that none of our fonts, the brand's and those of FONTS_DIR has. */
  readonly missing: ReadonlySet<string>;
  /** What the script is written in. */
  readonly faces: ReadonlySet<Face>;
}
