import type { Catalogue } from '../catalogue.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { layout } from './layout.ts';
import { problems } from './problems.ts';
import { settings } from './settings.ts';
import { stopped } from './stopped.ts';
import { units } from './units.ts';

export const de: Catalogue = { subjects: { common, errors, layout, settings, stopped, units }, problems };
