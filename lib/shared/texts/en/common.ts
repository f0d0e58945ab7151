/** Words of many places. */
export const common = {
  appName: 'PodPromo',
  titled: '{title}, PodPromo',
  description: 'Turns a podcast episode into promo clips, on this machine.',
  tryAgain: 'Try again',
  undo: 'Undo',
  dismiss: 'Dismiss',
  toContent: 'Go to the content',
  notFoundTitle: 'Nothing is said here',
  notFoundText: 'There is no page at this address.',
  notFoundPage: 'Not found',
  toEpisodes: 'To the episodes',
  /** Follows an error. */
  takenBack: 'What you see is as it was before.',
  close: 'Close',
  fewer: 'Fewer: {what}',
  more: 'More: {what}',
} as const;
