import type { Env } from '#lib/server/env.ts';
import { presentModels } from '#lib/server/models/model-files.ts';
import { type ChecksumState, checksumState } from '#lib/server/models/model-records.ts';
import { readModelSpeeds } from '#lib/server/models/model-speeds.ts';
import { presentVectors } from '#lib/server/models/vector-files.ts';
import { MODEL_CATALOGUE, VECTOR_MODEL } from '#lib/shared/speech-models.ts';
import { formatBytes } from '#lib/shared/time.ts';

const CHECKSUMS: Readonly<Record<ChecksumState, string>> = {
  published: 'checksum as published',
  own: 'converted here',
  changed: 'CHANGED since it was fetched',
  unchecked: 'not checked',
};

/** One line a model: name, languages, size, speed on this machine, state, place. */
export async function modelLines(env: Env): Promise<string[]> {
  const [files, speeds, vectors] = await Promise.all([presentModels(env), readModelSpeeds(env), presentVectors(env)]);
  const lines = await Promise.all(
    MODEL_CATALOGUE.map(async ({ name, englishOnly, downloadBytes }) => {
      const file = files.find((entry) => entry.name === name);
      const speed = speeds.get(name);
      const parts = [
        `${name === env.whisperModel ? '*' : ' '} ${name}`.padEnd(18),
        (englishOnly ? 'English' : '99 languages').padEnd(13),
        formatBytes(file?.sizeBytes ?? downloadBytes).padStart(8),
        (speed ? `${speed.timesRealTime.toFixed(1)} x real time` : 'speed not measured').padEnd(19),
        file ? `here, ${CHECKSUMS[await checksumState(file)]}: ${file.path}` : 'to fetch',
      ];
      return parts.join('  ');
    }),
  );
  const { name, downloadBytes } = VECTOR_MODEL;
  const vectorParts = [`  ${name}`.padEnd(18), 'English'.padEnd(13), formatBytes(downloadBytes).padStart(8)];
  vectorParts.push('sentence vectors'.padEnd(19), vectors ? `here: ${vectors.path}` : 'to fetch');
  return [...lines, vectorParts.join('  ')];
}
