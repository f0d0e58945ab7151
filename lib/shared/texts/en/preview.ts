/** How a clip will look, before it is rendered. */
export const preview = {
  cards: 'The video also has the cards before and after it.',
  asItWillBe: 'As it will look once it is rendered',
  play: 'Play the preview',
  pause: 'Pause the preview',
  noFont: 'No font here has these letters, so they are boxes: {letters}. A font for them can be given in the brand.',
} as const;
