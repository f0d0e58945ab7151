import type { errors as english } from '../en/errors.ts';
import type { Translated } from '../message.ts';

export const errors: Translated<typeof english> = {
  title: 'Was schiefging',
  since: {
    one: 'Fehler der letzten Stunde, in Gruppen.',
    other: 'Fehler der letzten {n} Stunden, in Gruppen.',
  },
  loading: 'Fehler werden geladen',
  none: 'Nichts ist schiefgegangen.',
  fresh: 'Neu',
  known: 'Gesehen',
  freshNone: 'Nichts Neues.',
  markAll: 'Alle als gesehen markieren',
  mark: 'Als gesehen markieren',
  times: { one: 'einmal', other: '{n}-mal' },
  span: '{times}, zuerst {first}, zuletzt {last}',
  web: 'Web',
  worker: 'Worker',
  example: 'Das letzte Mal',
  request: 'Anfrage',
  job: 'Auftrag',
  episode: 'Folge',
  error: 'Fehler',
  where: 'Im Code',
  release: 'Version',
  hint: 'Danach lässt sich im Protokoll suchen.',
  toQueue: 'Zur Warteschlange',
};
