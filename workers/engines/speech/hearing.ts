import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasErrno } from '#lib/server/app-error.ts';
import { readJsonIfValid, writeJsonAtomic } from '#lib/server/atomic-json.ts';
import type { Env } from '#lib/server/env.ts';
import type { MediaFormat } from '#lib/server/media/ffmpeg.ts';
import { activeStretches } from './activity.ts';
import { type ChannelTurn, channelTurns } from './channel-turns.ts';
import { FRAME_MS } from './envelope.ts';
import { layInLanes } from './lanes.ts';
import { type Pack, packSpeech } from './packs.ts';
import { decodeSpeech, SAMPLES_PER_MS } from './pcm.ts';

/** Share of the sounding time in which both channels speak, from which on each one is heard on its own. */
export const MUCH_CROSS_TALK = 0.05;

const span = z.object({ from: z.number().int().nonnegative(), to: z.number().int().nonnegative() });
const hearingSchema = z.object({
  version: z.literal(3),
  source: z.object({ sizeBytes: z.number(), changedMs: z.number() }),
  samples: z.number().int().nonnegative(),
  /** Frames of each of two lanes. */
  lane: z.number().int().nonnegative().nullable(),
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
  /** Where the channels are heard one after the other: how long each one is, in milliseconds; null for all other files. */
  readonly laneMs: number | null;
  /** Where the times of stretches and packs end: the duration, or both lanes. */
  readonly timelineMs: number;
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
  const mixed = activeStretches(envelope);
  const speakers = channels && channelTurns(channels, mixed);
  const isCrossed = channels !== null && speakers !== null && speakers.crossTalk >= MUCH_CROSS_TALK;
  const lanes = isCrossed ? await layInLanes({ ...options, output: pcmPath }, channels) : null;
  const stretches = lanes?.stretches ?? mixed;
  const packs = lanes?.packs ?? packSpeech(mixed, envelope);
  const plan: z.infer<typeof hearingSchema> = {
    version: 3,
    source,
    samples: envelope.samples,
    lane: lanes?.frames ?? null,
    stretches: [...stretches],
    packs: packs.map(({ pieces }) => ({ pieces: [...pieces] })),
    speakers: copyOf(speakers),
  };
  await writeJsonAtomic(planFile, plan);
  return { pcmPath, ...planned(plan) };
}

/** Where the decoded sound lies while it is needed. */
export function soundFile(folder: string): string {
  return join(folder, 'sound.pcm');
}

function planned(plan: z.infer<typeof hearingSchema>) {
  const { samples, lane, stretches, packs, speakers } = plan;
  const durationMs = samples / SAMPLES_PER_MS;
  const laneMs = lane === null ? null : lane * FRAME_MS;
  return { durationMs, laneMs, timelineMs: laneMs === null ? durationMs : laneMs * 2, stretches, packs, speakers };
}

function copyOf(speakers: Hearing['speakers']) {
  return speakers && { turns: speakers.turns.map((turn) => ({ ...turn })), crossTalk: speakers.crossTalk };
}

async function keptPlan(planFile: string, pcmPath: string): Promise<z.infer<typeof hearingSchema> | null> {
  const plan = await readJsonIfValid(planFile, hearingSchema);
  if (!plan) return null;
  try {
    const samples = plan.lane === null ? plan.samples : plan.lane * 2 * FRAME_MS * SAMPLES_PER_MS;
    return (await stat(pcmPath)).size === samples * 2 ? plan : null;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return null; // made again
    throw error;
  }
}
