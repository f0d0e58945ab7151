'use client';

import { Button } from '#components/ui/button.tsx';
import { Check } from '#components/ui/check.tsx';
import { Section } from '#components/ui/section.tsx';
import { singleKeys } from '#lib/client/single-keys.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { modName } from './keys.ts';
import { useKeyboard, useSingleKeys } from './use-shortcuts.ts';

/** Single keys on or off, for this browser. */
export function KeyboardSection() {
  const t = useTexts();
  const on = useSingleKeys();
  const { showHelp } = useKeyboard();
  return (
    <Section title={t('keyboard.settingTitle')} text={t('keyboard.settingText')}>
      <Check
        label={t('keyboard.settingOn')}
        help={t('keyboard.settingHelp', { mod: modName() })}
        checked={on}
        onChange={(next) => singleKeys.set(next)}
      />
      <Button size="small" className="mt-4" onClick={showHelp}>
        {t('keyboard.settingShow')}
      </Button>
    </Section>
  );
}
