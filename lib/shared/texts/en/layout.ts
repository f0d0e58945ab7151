/** Head of every page, banners, toasts. */
export const layout = {
  home: 'PodPromo, to the episodes',
  places: 'Places',
  episodes: 'Episodes',
  queue: 'Queue',
  settings: 'Settings',
  episode: 'Episode',
  storageUsed: 'Storage used',
  theme: 'Light or dark',
  themeSystem: 'As the system',
  themeLight: 'Light',
  themeDark: 'Dark',
  lineLost: '<b>The connection is lost.</b> What is there is safe. This page keeps trying and goes on by itself.',
  workerAway:
    '<b>The worker is not running.</b> {seen} Uploads still work, and what waits goes on as soon as it is back. If it stays away, stop and start PodPromo.',
  seenNever: 'It has not been seen yet.',
  seenNow: 'It was there a moment ago.',
  seenMinutes: 'It was last seen {n} min ago.',
  seenLong: 'It has been away for a while.',
  queuePaused:
    '<b>The queue is paused.</b> Uploads still work. What waits begins once it goes on: <link>to the queue</link>.',
  updated:
    '<b>PodPromo was updated to {version}.</b> <reload>Reload the page</reload> to have it here too; <changes>what changed</changes> is in the settings.',
  uploadMeanwhile: 'You can upload in the meantime.',
  clip: 'Clip',
} as const;
