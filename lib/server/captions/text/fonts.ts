import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FontMetrics, readFontMetrics } from '../../fonts/font-metrics.ts';
import { renameFont } from '../../fonts/rename-font.ts';
import { packageFile } from '../../package-file.ts';
import { type GivenFont, readGivenFonts } from './given-fonts.ts';

/** The faces that ship with the app: Latin, Cyrillic, Greek. `family` is how libass finds them. */
const BUILT_IN = {
  heavy: { family: 'Inter ExtraBold', file: 'inter/800ExtraBold/Inter_800ExtraBold.ttf' },
  title: { family: 'Inter SemiBold', file: 'inter/600SemiBold/Inter_600SemiBold.ttf' },
  show: { family: 'Inter Medium', file: 'inter/500Medium/Inter_500Medium.ttf' },
  condensed: {
    family: 'Sofia Sans Extra Condensed Black',
    file: 'sofia-sans-extra-condensed/900Black/SofiaSansExtraCondensed_900Black.ttf',
  },
  serif: { family: 'Source Serif 4 SemiBold', file: 'source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf' },
} as const;

export type BuiltInFace = keyof typeof BUILT_IN;

export interface Face extends FontMetrics {
  readonly family: string;
  /** The file, absolute. */
  readonly path: string;
  /** True where the file is not ours. */
  readonly given: boolean;
  /** What draws this text: the face itself, or the first of its substitutes that has all of it. */
  faceOf(text: string): Face;
}

/** The faces of a picture's texts. */
export interface Faces {
  readonly caption: Face;
  readonly title: Face;
  readonly show: Face;
}

/** Name of the folder inside the job's folder that libass is pointed to. */
export const FONTS_FOLDER = 'fonts';

/** Name of the file inside the job's folder that fontconfig is pointed to. */
export const FONT_CONFIG = 'fonts.conf';

/**
 * No fonts of the machine: a letter that no font of ours or of a person has would else be drawn by whatever there is,
 * other than in the preview, and other on each machine.
 */
const NO_SYSTEM_FONTS = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig></fontconfig>\n';

const built = new Map<BuiltInFace, Promise<Face>>();

/** A face that ships with the app; read once a process. */
export function builtInFace(name: BuiltInFace): Promise<Face> {
  const known = built.get(name) ?? readBuiltIn(name);
  built.set(name, known);
  return known;
}

/** All faces that ship with the app. */
export function builtInFaces(): Promise<Face[]> {
  return Promise.all([
    builtInFace('heavy'),
    builtInFace('title'),
    builtInFace('show'),
    builtInFace('condensed'),
    builtInFace('serif'),
  ]);
}

/**
 * The faces to draw with.
 *
 * @param caption what captions are written in, where no own font is given
 * @param given.fontsDir more fonts, for what the first lacks: other scripts, emoji
 * @param given.own a font that stands before the built-in ones; null for none
 */
export async function loadFaces(
  caption: BuiltInFace = 'heavy',
  given: { fontsDir?: string | null; own?: GivenFont | null } = {},
): Promise<Faces> {
  const others = given.fontsDir ? (await readGivenFonts(given.fontsDir)).map(givenFace) : [];
  const own = given.own ? givenFace(given.own) : null;
  const stack = async (name: BuiltInFace) => {
    const first = await builtInFace(name);
    const plain = name === 'heavy' ? [] : [await builtInFace('heavy')];
    return own ? withSubstitutes(own, [first, ...plain, ...others]) : withSubstitutes(first, [...plain, ...others]);
  };
  return { caption: await stack(caption), title: await stack('title'), show: await stack('show') };
}

/** Puts font files into `workDir/fonts`, so that no path of the machine gets into a filter graph, and FONT_CONFIG. */
export async function placeFonts(workDir: string, faces: Iterable<Face>): Promise<void> {
  const folder = join(workDir, FONTS_FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(workDir, FONT_CONFIG), NO_SYSTEM_FONTS);
  for (const [family, face] of new Map([...faces].map((each) => [each.family, each]))) {
    const target = join(folder, `${family.replaceAll(' ', '-')}.ttf`);
    await writeFile(target, await fontFile({ ...face, family }));
  }
}

/** A face's file as libass is given it, everywhere: under our name for it, and not hinted. */
export async function fontFile({ path, family }: Pick<Face, 'path' | 'family'>): Promise<Buffer> {
  return renameFont(await readFile(path), family);
}

/** The faces that these texts are drawn with. */
export function facesFor(face: Face, texts: Iterable<string>): Set<Face> {
  const used = new Set<Face>([face]);
  for (const text of texts) for (const word of text.split(' ')) used.add(face.faceOf(word));
  return used;
}

/** The letters and signs of these texts that what draws them has no glyph for, in order: boxes stand in their place. */
export function lettersWithoutFont(face: Face, texts: Iterable<string>): Set<string> {
  const missing = new Set<string>();
  for (const text of texts) {
    for (const word of text.split(' ')) {
      const own = face.faceOf(word);
      for (const letter of word) {
        if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(letter) && !own.has(letter.codePointAt(0) ?? 0)) missing.add(letter);
      }
    }
  }
  return missing;
}

function withSubstitutes(first: Face, others: readonly Face[]): Face {
  const drawing = (codePoint: number) => [first, ...others].find((face) => face.has(codePoint)) ?? first;
  const whole = (face: Face, text: string) => [...text].every((character) => face.has(character.codePointAt(0) ?? 0));
  return {
    ...first,
    has: (codePoint) => drawing(codePoint).has(codePoint),
    width(text, emPx) {
      // Letters of one face together: what is joined is narrower than its letters.
      const runs: { face: Face; text: string }[] = [];
      for (const character of text) {
        const face = drawing(character.codePointAt(0) ?? 0);
        const last = runs.at(-1);
        if (last?.face === face) last.text += character;
        else runs.push({ face, text: character });
      }
      return runs.reduce((width, run) => width + run.face.width(run.text, emPx), 0);
    },
    faceOf: (text) => (whole(first, text) ? first : (others.find((face) => whole(face, text)) ?? first)),
  };
}

async function readBuiltIn(name: BuiltInFace): Promise<Face> {
  const { family, file } = BUILT_IN[name];
  const path = packageFile(`@expo-google-fonts/${file}`);
  return plainFace({ family, path, given: false }, readFontMetrics(await readFile(path)));
}

/** A face of a font that is not ours. */
export function givenFace(font: GivenFont): Face {
  return plainFace({ family: font.family, path: font.path, given: true }, font.metrics);
}

function plainFace(about: Pick<Face, 'family' | 'path' | 'given'>, metrics: FontMetrics): Face {
  const face: Face = { ...about, ...metrics, faceOf: () => face };
  return face;
}
