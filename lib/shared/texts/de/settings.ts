import type { settings as english } from '../en/settings.ts';
import type { Translated } from '../message.ts';

export const settings: Translated<typeof english> = {
  title: 'Einstellungen',
  loading: 'Die Einstellungen werden geladen',
  language: 'Sprache',
  languageText: 'Die dieser Seiten, in diesem Browser. Was in deinen Folgen gesprochen wird, wird von selbst erkannt.',
  languageAuto: 'Wie der Browser',
};
