'use client';

import { attempt } from '#components/layout/attempt.ts';
import { toast } from '#components/layout/toasts.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import { Section } from '#components/ui/section.tsx';
import { storageCalls, useRetention } from '#lib/client/storage.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { Retention } from '#lib/shared/storage.ts';

const CHOICES = [7, 14, 30, 60, 90, 180, 365] as const;
const RULES = [
  ['rendersDays', 'storage.rendersDays', 'storage.rendersHelp'],
  ['sourcesDays', 'storage.sourcesDays', 'storage.sourcesHelp'],
  ['archivedDays', 'storage.archivedDays', 'storage.archivedHelp'],
] as const satisfies readonly (readonly [keyof Retention, string, string])[];

/** After how many days what goes by itself. */
export function RulesSection() {
  const t = useTexts();
  const { data } = useRetention();
  if (!data) return null;
  const save = async (patch: Partial<Retention>) => {
    if (await attempt(() => storageCalls.saveRules(patch))) toast('ok', t('storage.saved'));
  };
  return (
    <Section title={t('storage.rules')} text={t('storage.rulesText')}>
      <div className="grid gap-5">
        {RULES.map(([name, label, help]) => (
          <Field key={name} id={name} label={t(label)} help={t(help)}>
            <Select
              id={name}
              aria-describedby={`${name}-help`}
              value={data[name] ?? ''}
              onChange={({ target }) => void save({ [name]: target.value === '' ? null : Number(target.value) })}
            >
              <option value="">{t('storage.never')}</option>
              {choicesWith(data[name]).map((days) => (
                <option key={days} value={days}>
                  {t('storage.afterDays', { n: days })}
                </option>
              ))}
            </Select>
          </Field>
        ))}
      </div>
    </Section>
  );
}

/** A number that was set over the API is shown, too. */
function choicesWith(days: number | null): number[] {
  const all: number[] = [...CHOICES];
  return days === null || all.includes(days) ? all : [...all, days].sort((a, b) => a - b);
}
