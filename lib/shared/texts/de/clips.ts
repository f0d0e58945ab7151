import type { clips as english } from '../en/clips.ts';
import type { Translated } from '../message.ts';

export const clips: Translated<typeof english> = {
  shape: 'Format',
  renderAs: 'Als {what} rendern',
  for: 'Für',
  downloadFor: 'Für {name} herunterladen',
  renderFor: 'Als {shape} für {name} rendern',
  presets: 'Vorlagen',
  keepLook: 'Dieses Aussehen behalten',
  presetName: 'Name der Vorlage',
  name: 'Name',
  keep: 'Behalten',
  renderPreset: 'Als {name} rendern: {what}',
};
