/** The clips of an episode, side by side. */
export const clipList = {
  shape: 'How the clips are shown',
  list: 'Show the clips as a list',
  grid: 'Show the clips as a grid',
  hear: 'Hear it in the episode',
  kept: 'Kept',
} as const;
