import { doubtfulLines } from '../read-configuration.ts';
import { namedProblems } from '../supervisor/places.ts';
import { type Examined, type Finding, ok, problem, warning } from './finding.ts';

/** What the settings name, and lines of `.env` that do nothing. */
export async function checkSettings({ env }: Examined): Promise<Finding[]> {
  const about = 'settings';
  const findings = [
    ...doubtfulLines().map((line) => warning(about, line)),
    ...(await namedProblems(env)).map((sentence) => problem(about, sentence)),
  ];
  return findings.length > 0 ? findings : [ok(about, 'what they name is there')];
}
