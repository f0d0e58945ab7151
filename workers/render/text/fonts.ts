import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type FontMetrics, readFontMetrics } from './font-metrics.ts';

/** The faces that are burned into pictures: Latin, Cyrillic, Greek. `family` is how libass finds them. */
const FACES = {
  caption: { family: 'Inter ExtraBold', file: '800ExtraBold/Inter_800ExtraBold.ttf' },
  title: { family: 'Inter SemiBold', file: '600SemiBold/Inter_600SemiBold.ttf' },
  show: { family: 'Inter Medium', file: '500Medium/Inter_500Medium.ttf' },
} as const;

export type FaceName = keyof typeof FACES;

export interface Face extends FontMetrics {
  readonly family: string;
}

export type Faces = Readonly<Record<FaceName, Face>>;

/** Name of the folder inside the job's folder that libass is pointed to. */
export const FONTS_FOLDER = 'fonts';

let loaded: Promise<Faces> | null = null;

/** The measured faces; read once a process. */
export function loadFaces(): Promise<Faces> {
  loaded ??= readFaces();
  return loaded;
}

/** Puts the font files into `workDir/fonts`, so that no path of the machine gets into a filter graph. */
export async function placeFonts(workDir: string): Promise<void> {
  const folder = join(workDir, FONTS_FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const face of Object.values(FACES)) {
    await copyFile(join(fontPackage(), face.file), join(folder, `${face.family.replaceAll(' ', '-')}.ttf`));
  }
}

async function readFaces(): Promise<Faces> {
  return { caption: await readFace('caption'), title: await readFace('title'), show: await readFace('show') };
}

async function readFace(name: FaceName): Promise<Face> {
  const { family, file } = FACES[name];
  return { family, ...readFontMetrics(await readFile(join(fontPackage(), file))) };
}

function fontPackage(): string {
  return dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/inter/package.json'));
}
