/** The waveform of an episode. */
export const wave = {
  whole: 'Position in the episode, on its waveform',
  part: 'Position in the part that is shown close up',
  position: '{at} of {whole}',
  closer: 'Zoom in',
  farther: 'Zoom out',
  earlier: 'Earlier part',
  later: 'Later part',
  showWhole: 'Show the whole episode only',
} as const;
