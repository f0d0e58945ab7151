import type { Catalogue } from '../catalogue.ts';

export const preview: Catalogue['subjects']['preview'] = {
  cards: 'Im Video stehen davor und danach auch die Karten.',
  asItWillBe: 'So sieht er aus, wenn er gerendert ist',
  play: 'Vorschau abspielen',
  pause: 'Vorschau anhalten',
  noFont:
    'Keine Schrift hier hat diese Zeichen, sie bleiben Kästchen: {letters}. In der Marke lässt sich eine Schrift dafür angeben.',
};
