import { ERROR_CODES } from '../../error-codes.ts';
import type { Catalogue } from '../catalogue.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { layout } from './layout.ts';
import { PAGE_PROBLEMS } from './page-problems.ts';
import { settings } from './settings.ts';
import { stopped } from './stopped.ts';
import { units } from './units.ts';

/** One object for each part of the pages; a key is its name and the name inside: 'units.today'. */
export const subjects = { common, errors, layout, settings, stopped, units };

/** The server's table of errors is their English. */
export const en: Catalogue = { subjects, problems: { ...ERROR_CODES, ...PAGE_PROBLEMS } };
