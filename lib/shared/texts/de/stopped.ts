import type { stopped as english } from '../en/stopped.ts';
import type { Translated } from '../message.ts';

export const stopped: Translated<typeof english> = {
  title: 'Diese Seite ist stehen geblieben',
  text: 'Deine Folgen und Clips sind sicher; nur das Bild hier ist fehlgeschlagen. Versuche es noch einmal und lade die Seite neu, wenn es bleibt.',
  log: 'Im Protokoll steht es unter {digest}.',
  retry: 'Noch einmal versuchen',
};
