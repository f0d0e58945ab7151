import type { Texts } from '#lib/client/texts.tsx';
import type { Progress, Stage } from '#lib/shared/progress.ts';
import { timeLeft } from '#lib/shared/texts/formats.ts';
import { saidIn } from '#lib/shared/texts/said.ts';

/** The five steps as a person sees them. */
export const STEPS = ['Upload', 'Listen', 'Find', 'Render', 'Done'] as const;

const STEP_OF: Readonly<Record<Stage, number>> = { upload: 0, probe: 1, transcribe: 1, suggest: 2, render: 3, done: 4 };

/** Place of the live step in STEPS. */
export function stepOf(progress: Progress): number {
  if (progress.state === 'done') return STEPS.length - 1;
  return progress.stage ? STEP_OF[progress.stage] : 1;
}

/** The stage in words with the time left: "Listening: 12 of 48 min, about 6 min left". */
export function progressSentence(t: Texts, progress: Progress): string {
  if (progress.state === 'queued') return saidIn(t, progress.message) || t('jobs.waitingTurn');
  const sentence = saidIn(t, progress.message) || (progress.stage ? t(`jobs.${progress.stage}`) : t('jobs.waiting'));
  const left = progress.state === 'running' ? timeLeft(t, progress.etaMs) : null;
  return left ? t('jobs.withLeft', { sentence, left }) : sentence;
}
