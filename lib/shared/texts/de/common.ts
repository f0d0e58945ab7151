import type { common as english } from '../en/common.ts';
import type { Translated } from '../message.ts';

export const common: Translated<typeof english> = {
  appName: 'PodPromo',
  titled: '{title}, PodPromo',
  description: 'Macht aus einer Podcast-Folge kurze Clips zum Teilen, auf diesem Rechner.',
  tryAgain: 'Noch einmal versuchen',
  undo: 'Rückgängig',
  dismiss: 'Ausblenden',
  toContent: 'Zum Inhalt',
  notFoundTitle: 'Hier wird nichts gesagt',
  notFoundText: 'Unter dieser Adresse gibt es keine Seite.',
  notFoundPage: 'Nicht gefunden',
  toEpisodes: 'Zu den Folgen',
  takenBack: 'Hier steht wieder, was vorher war.',
  close: 'Schließen',
  fewer: 'Weniger: {what}',
  more: 'Mehr: {what}',
};
