import type { Catalogue } from '../catalogue.ts';

export const rating: Catalogue['subjects']['rating'] = {
  compare: 'Mit einem anderen Clip vergleichen',
  compareTitle: 'Welcher ist besser?',
  compareText: 'Deine Wahl bewertet den einen gut und den anderen schlecht. Du kannst das später ändern.',
  other: 'Der andere Clip',
  thisOne: 'Dieser',
  thisOneOf: 'Dieser: Clip {n} ist besser',
  neither: 'Keiner',
  chosen: 'Clip {n} ist gut bewertet, Clip {other} schlecht.',
  noVideo: 'Noch kein Video. Das wird gesagt:',
  learned: {
    one: 'Deine Bewertungen zählen bei {n} dieser Clips.',
    other: 'Deine Bewertungen zählen bei {n} dieser Clips.',
  },
  whatLearned: 'Was gelernt wurde',
};
