/** Judging clips against each other, and what came of it. */
export const rating = {
  compare: 'Compare with another clip',
  compareTitle: 'Which one is better?',
  compareText: 'Your choice rates one up and the other down. You can change that later.',
  other: 'The other clip',
  thisOne: 'This one',
  thisOneOf: 'This one: clip {n} is better',
  neither: 'Neither',
  chosen: 'Clip {n} is rated up, clip {other} down.',
  noVideo: 'Not rendered yet. Read what it says:',
  learned: { one: 'Your ratings count in {n} of these clips.', other: 'Your ratings count in {n} of these clips.' },
  whatLearned: 'What was learned',
} as const;
