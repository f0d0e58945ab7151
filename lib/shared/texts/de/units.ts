import type { units as english } from '../en/units.ts';
import type { Translated } from '../message.ts';

export const units: Translated<typeof english> = {
  bytesOf: '{part} von {whole} {unit}',
  perSecond: '{size}/s',
  percent: '{n} %',
  moment: 'weniger als eine Minute',
  minutes: 'etwa {n} min',
  hours: 'etwa {n} h',
  left: 'noch {time}',
  spanSeconds: '{s} s',
  spanMinutes: '{min} min',
  spanBoth: '{min} min {s} s',
  today: 'Heute',
  yesterday: 'Gestern',
};
