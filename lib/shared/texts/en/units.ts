/** Sizes, lengths and times, wherever they stand. */
export const units = {
  bytesOf: '{part} of {whole} {unit}',
  perSecond: '{size}/s',
  percent: '{n} %',
  moment: 'less than a minute',
  minutes: 'about {n} min',
  hours: 'about {n} h',
  left: '{time} left',
  spanSeconds: '{s} s',
  spanMinutes: '{min} min',
  spanBoth: '{min} min {s} s',
  today: 'Today',
  yesterday: 'Yesterday',
} as const;
