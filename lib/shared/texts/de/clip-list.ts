import type { clipList as english } from '../en/clip-list.ts';
import type { Translated } from '../message.ts';

export const clipList: Translated<typeof english> = {
  shape: 'Wie die Clips gezeigt werden',
  list: 'Clips als Liste zeigen',
  grid: 'Clips als Raster zeigen',
  hear: 'In der Folge anhören',
  kept: 'Behalten',
};
