/** What can be done with a clip. */
export const clips = {
  shape: 'Shape',
  renderAs: 'Render as {what}',
  for: 'For',
  downloadFor: 'Download for {name}',
  renderFor: 'Render as {shape} for {name}',
  presets: 'Presets',
  keepLook: 'Keep this look',
  presetName: 'Name of the preset',
  name: 'Name',
  keep: 'Keep',
  renderPreset: 'Render as {name}: {what}',
} as const;
