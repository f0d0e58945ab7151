import { ERROR_CODES } from '../../error-codes.ts';
import type { Catalogue } from '../catalogue.ts';
import { brand } from './brand.ts';
import { clipList } from './clip-list.ts';
import { clips } from './clips.ts';
import { common } from './common.ts';
import { editor } from './editor.ts';
import { episode } from './episode.ts';
import { errors } from './errors.ts';
import { evidence } from './evidence.ts';
import { home } from './home.ts';
import { jobs } from './jobs.ts';
import { keyboard } from './keyboard.ts';
import { layout } from './layout.ts';
import { learning } from './learning.ts';
import { looks } from './looks.ts';
import { PAGE_PROBLEMS } from './page-problems.ts';
import { preview } from './preview.ts';
import { queue } from './queue.ts';
import { rating } from './rating.ts';
import { said } from './said.ts';
import { settings } from './settings.ts';
import { stopped } from './stopped.ts';
import { storage } from './storage.ts';
import { transcript } from './transcript.ts';
import { units } from './units.ts';
import { upload } from './upload.ts';
import { wave } from './wave.ts';

/** One object for each part of the pages; a key is its name and the name inside: 'units.today'. */
export const subjects = {
  clipList,
  common,
  said,
  clips,
  brand,
  looks,
  learning,
  queue,
  editor,
  episode,
  errors,
  evidence,
  home,
  jobs,
  keyboard,
  layout,
  preview,
  rating,
  settings,
  stopped,
  storage,
  transcript,
  units,
  upload,
  wave,
};

/** The server's table of errors is their English. */
export const en: Catalogue = { subjects, problems: { ...ERROR_CODES, ...PAGE_PROBLEMS }, heard: null };
