/** How a clip will look, before it is rendered. */
export const preview = {
  cards: 'The video also has the cards before and after it.',
  asItWillBe: 'As it will look once it is rendered',
  play: 'Play the preview',
  pause: 'Pause the preview',
} as const;
