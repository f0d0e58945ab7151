import type { wave as english } from '../en/wave.ts';
import type { Translated } from '../message.ts';

export const wave: Translated<typeof english> = {
  whole: 'Stelle in der Folge, auf ihrer Wellenform',
  part: 'Stelle in dem Teil, der von Nahem zu sehen ist',
  position: '{at} von {whole}',
  closer: 'Näher heran',
  farther: 'Weiter weg',
  earlier: 'Früherer Teil',
  later: 'Späterer Teil',
  showWhole: 'Nur die ganze Folge zeigen',
};
