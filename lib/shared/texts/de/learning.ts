import type { learning as english } from '../en/learning.ts';
import type { Translated } from '../message.ts';

export const learning: Translated<typeof english> = {
  title: 'Was deine Bewertungen geändert haben',
  text: 'Clips bewerten, behalten, herunterladen und entfernen verschiebt in Grenzen, was bei der nächsten Suche zählt. Es bleibt auf diesem Rechner.',
  nothing: 'Noch nichts. Es beginnt mit vier Clips, zu denen du eine Meinung hast.',
  opinions: { one: '{n} Clip mit einer Meinung.', other: '{n} Clips mit einer Meinung.' },
  points: 'Punkte, die ein Merkmal im Schnitt bringt',
  signal: 'Merkmal',
  before: 'Vorher',
  now: 'Jetzt',
  chance: 'Deine Bewertungen zeigen noch nirgendwohin, wohin nicht auch der Zufall zeigen könnte.',
  clips: 'Deine Clips nach Rang',
  clip: 'Clip',
  gone: 'Ein Clip, den es nicht mehr gibt',
  liked: 'gemocht',
  notLiked: 'nicht gemocht',
  soSo: 'geht so',
  forget: 'Gelerntes vergessen',
  forgetAsk: 'Gelerntes vergessen?',
  forgetText:
    'Suchen zählen wieder wie am ersten Tag. Deine Bewertungen bleiben an ihren Clips, aber es wird nicht mehr aus ihnen gelernt.',
  forgetIt: 'Vergessen',
  keepIt: 'Behalten',
  forgotten: 'Das Gelernte ist vergessen.',
  noPairs: 'Keine davon wurden bisher verschieden beurteilt.',
  order:
    'Von zwei Clips, die du verschieden beurteilt hast, stand der bessere vorher in {before} der Fälle vorn und jetzt in {after} (geprüft an Bewertungen, aus denen nicht gelernt wurde).',
};
