/** Where a page itself failed. Small, for the page that has to carry every language of it. */
export const stopped = {
  title: 'This page stopped',
  text: 'Your episodes and clips are safe; only what is drawn here failed. Try again, and reload the page if it stays.',
  log: 'The log has it under {digest}.',
  retry: 'Try again',
} as const;
