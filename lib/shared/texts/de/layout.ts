import type { layout as english } from '../en/layout.ts';
import type { Translated } from '../message.ts';

export const layout: Translated<typeof english> = {
  home: 'PodPromo, zu den Folgen',
  places: 'Orte',
  episodes: 'Folgen',
  queue: 'Warteschlange',
  settings: 'Einstellungen',
  episode: 'Folge',
  storageUsed: 'Belegter Speicher',
  theme: 'Hell oder dunkel',
  themeSystem: 'Wie das System',
  themeLight: 'Hell',
  themeDark: 'Dunkel',
  lineLost:
    '<b>Die Verbindung ist weg.</b> Was da ist, ist sicher. Diese Seite versucht es weiter und macht von selbst weiter.',
  workerAway:
    '<b>Der Worker läuft nicht.</b> {seen} Hochladen geht weiterhin, und was wartet, geht weiter, sobald er wieder da ist. Bleibt er weg, halte PodPromo an und starte es neu.',
  seenNever: 'Er war noch nicht zu sehen.',
  seenNow: 'Eben war er noch da.',
  seenMinutes: 'Zuletzt war er vor {n} min da.',
  seenLong: 'Er ist schon eine Weile weg.',
  queuePaused:
    '<b>Die Warteschlange ist angehalten.</b> Hochladen geht weiterhin. Was wartet, beginnt, sobald sie weiterläuft: <link>zur Warteschlange</link>.',
  updated:
    '<b>PodPromo wurde auf {version} aktualisiert.</b> <reload>Lade die Seite neu</reload>, dann gilt das auch hier. <changes>Was sich geändert hat</changes>, steht in den Einstellungen.',
  uploadMeanwhile: 'Hochladen kannst du schon.',
  clip: 'Clip',
};
