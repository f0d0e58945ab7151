import type { jobs as english } from '../en/jobs.ts';
import type { Translated } from '../message.ts';

export const jobs: Translated<typeof english> = {
  progress: 'Fortschritt',
  progressOf: 'Fortschritt von {name}',
  cancel: 'Abbrechen',
  cancelName: '{name} abbrechen',
  canceling: 'Wird abgebrochen',
  onItsWay: 'Unterwegs',
  hide: 'Ausblenden',
  finished: 'fertig',
  waitingTurn: 'Wartet, bis es dran ist',
  waiting: 'Wartet',
  stepUpload: 'Laden',
  stepListen: 'Hören',
  stepFind: 'Finden',
  stepRender: 'Rendern',
  stepDone: 'Fertig',
  upload: 'Lädt hoch',
  probe: 'Sieht sich die Datei an',
  transcribe: 'Hört zu',
  suggest: 'Findet Clips',
  render: 'Rendert Clips',
  done: 'Fertig',
  withLeft: '{sentence}, {left}',
};
