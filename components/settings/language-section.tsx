'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { ChoiceCards } from '#components/ui/choice-cards.tsx';
import { Section } from '#components/ui/section.tsx';
import { readLanguage, saveLanguage } from '#lib/client/language.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { LANGUAGES, type Language } from '#lib/shared/texts/languages.ts';

/** The language of the pages. Uploads go on while it changes: the page is not loaded anew. */
export function LanguageSection() {
  const t = useTexts();
  const router = useRouter();
  const [chosen, setChosen] = useState<Language | 'auto'>('auto');
  useEffect(() => setChosen(readLanguage() ?? 'auto'), []);
  return (
    <Section title={t('settings.language')} text={t('settings.languageText')}>
      <ChoiceCards
        legend={t('settings.language')}
        value={chosen}
        choices={[
          { value: 'auto' as const, label: t('settings.languageAuto') },
          ...LANGUAGES.map(({ code, name }) => ({ value: code, label: <span lang={code}>{name}</span> })),
        ]}
        onChange={(next) => {
          setChosen(next);
          saveLanguage(next === 'auto' ? null : next);
          router.refresh();
        }}
        className="sm:grid-cols-3"
      />
    </Section>
  );
}
