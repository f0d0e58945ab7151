import { timeLeft } from '#components/texts.ts';
import type { Progress, Stage } from '#lib/shared/progress.ts';

/** The five steps as a person sees them. */
export const STEPS = ['Upload', 'Listen', 'Find', 'Render', 'Done'] as const;

const STEP_OF: Readonly<Record<Stage, number>> = { upload: 0, probe: 1, transcribe: 1, suggest: 2, render: 3, done: 4 };
const FALLBACK: Readonly<Record<Stage, string>> = {
  upload: 'Uploading',
  probe: 'Looking at the file',
  transcribe: 'Listening',
  suggest: 'Finding clips',
  render: 'Rendering clips',
  done: 'Done',
};

/** Place of the live step in STEPS. */
export function stepOf(progress: Progress): number {
  if (progress.state === 'done') return STEPS.length - 1;
  return progress.stage ? STEP_OF[progress.stage] : 1;
}

/** The stage in words with the time left: "Listening: 12 of 48 min, about 6 min left". */
export function progressSentence(progress: Progress): string {
  if (progress.state === 'queued') return progress.message || 'Waiting for its turn';
  const words = progress.message || (progress.stage ? FALLBACK[progress.stage] : 'Waiting');
  const left = progress.state === 'running' ? timeLeft(progress.etaMs) : null;
  return left ? `${words}, ${left}` : words;
}
