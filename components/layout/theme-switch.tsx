'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { Menu, MenuChoice } from '#components/ui/menu.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { readTheme, setTheme, subscribeTheme, type Theme } from './theme.ts';

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

/** Light, dark, or what the system says; remembered in this browser. */
export function ThemeSwitch() {
  const t = useTexts();
  const options: readonly { value: Theme; label: string }[] = [
    { value: 'system', label: t('layout.themeSystem') },
    { value: 'light', label: t('layout.themeLight') },
    { value: 'dark', label: t('layout.themeDark') },
  ];
  const theme = useSyncExternalStore(subscribeTheme, readTheme, () => 'system' as const);
  const Icon = ICONS[theme];
  return (
    <Menu
      width={168}
      trigger={
        <IconButton label={t('layout.theme')}>
          <Icon aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuChoice value={theme} options={options} onChange={setTheme} />
    </Menu>
  );
}
