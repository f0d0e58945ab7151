'use client';

import { IconButton } from '#components/ui/button.tsx';
import { Menu, MenuChoice } from '#components/ui/menu.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { Theme } from './theme.ts';
import { ThemeIcon } from './theme-icon.tsx';

/** The choices of the theme, open as soon as they are there. */
export function ThemeMenu({ theme, onChange }: { theme: Theme; onChange: (theme: Theme) => void }) {
  const t = useTexts();
  const options: readonly { value: Theme; label: string }[] = [
    { value: 'system', label: t('layout.themeSystem') },
    { value: 'light', label: t('layout.themeLight') },
    { value: 'dark', label: t('layout.themeDark') },
  ];
  return (
    <Menu
      startsOpen
      width={168}
      trigger={
        <IconButton label={t('layout.theme')}>
          <ThemeIcon theme={theme} />
        </IconButton>
      }
    >
      <MenuChoice value={theme} options={options} onChange={onChange} />
    </Menu>
  );
}
