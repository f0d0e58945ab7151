import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasErrno } from '#lib/server/app-error.ts';
import { readJson, writeJsonAtomic } from '#lib/server/atomic-json.ts';
import type { Env } from '#lib/server/env.ts';
import type { MediaFormat } from '#lib/server/media/ffmpeg.ts';
import { activeStretches } from './activity.ts';
import { type ChannelTurn, channelTurns } from './channel-turns.ts';
import { type Pack, packSpeech } from './packs.ts';
import { decodeSpeech, SAMPLES_PER_MS } from './pcm.ts';

const span = z.object({ from: z.number().int().nonnegative(), to: z.number().int().nonnegative() });
const hearingSchema = z.object({
  version: z.literal(2),
  source: z.object({ sizeBytes: z.number(), changedMs: z.number() }),
  samples: z.number().int().nonnegative(),
  stretches: z.array(span),
  packs: z.array(z.object({ pieces: z.array(span) })),
  speakers: z
    .object({ turns: z.array(span.extend({ channel: z.number().int().min(0).max(1) })), crossTalk: z.number() })
    .nullable(),
});

/** What there is to transcribe: the decoded sound on disk, where something sounds, and how it is divided. */
export interface Hearing {
  readonly pcmPath: string;
  readonly durationMs: number;
  readonly stretches: readonly { from: number; to: number }[];
  readonly packs: readonly Pack[];
  /** Where there is a speaker on each of two channels: whose turn it is; null for all other recordings. */
  readonly speakers: { readonly turns: readonly ChannelTurn[]; readonly crossTalk: number } | null;
}

export interface HearOptions {
  readonly env: Env;
  readonly input: string;
  readonly format: MediaFormat;
  /** Index of the stream to hear. */
  readonly audioStream: number;
  readonly channels?: number;
  readonly durationMs: number;
  /** The decoded sound and the plan are kept here until the transcript is done: a second attempt need not decode again. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (doneMs: number) => void;
}

/** Decodes a file and finds what sounds in it, or takes what an earlier attempt kept. */
export async function hear(options: HearOptions): Promise<Hearing> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const pcmPath = soundFile(options.folder);
  const planFile = join(options.folder, 'plan.json');
  const { size, mtimeMs } = await stat(options.input);
  const source = { sizeBytes: size, changedMs: mtimeMs };
  const kept = await keptPlan(planFile, pcmPath);
  if (kept && kept.source.sizeBytes === size && kept.source.changedMs === mtimeMs) return { pcmPath, ...planned(kept) };
  const { envelope, channels } = await decodeSpeech({ ...options, output: pcmPath });
  const stretches = activeStretches(envelope);
  const packs = packSpeech(stretches, envelope).map(({ pieces }) => ({ pieces: [...pieces] }));
  const plan: z.infer<typeof hearingSchema> = {
    version: 2,
    source,
    samples: envelope.samples,
    stretches: [...stretches],
    packs,
    speakers: copyOf(channels && channelTurns(channels, stretches)),
  };
  await writeJsonAtomic(planFile, plan);
  return { pcmPath, ...planned(plan) };
}

/** Where the decoded sound lies while it is needed. */
export function soundFile(folder: string): string {
  return join(folder, 'sound.pcm');
}

function planned(plan: z.infer<typeof hearingSchema>) {
  const { samples, stretches, packs, speakers } = plan;
  return { durationMs: samples / SAMPLES_PER_MS, stretches, packs, speakers };
}

function copyOf(speakers: Hearing['speakers']) {
  return speakers && { turns: speakers.turns.map((turn) => ({ ...turn })), crossTalk: speakers.crossTalk };
}

async function keptPlan(planFile: string, pcmPath: string): Promise<z.infer<typeof hearingSchema> | null> {
  try {
    const plan = await readJson(planFile, hearingSchema);
    return plan && (await stat(pcmPath)).size === plan.samples * 2 ? plan : null;
  } catch (error) {
    const useless = error instanceof SyntaxError || error instanceof z.ZodError || hasErrno(error, 'ENOENT');
    if (useless) return null; // made again
    throw error;
  }
}
