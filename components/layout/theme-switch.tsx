'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { Menu, MenuChoice } from '#components/ui/menu.tsx';
import { readTheme, setTheme, subscribeTheme, type Theme } from './theme.ts';

const OPTIONS: readonly { value: Theme; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

/** Light, dark, or what the system says; remembered in this browser. */
export function ThemeSwitch() {
  const theme = useSyncExternalStore(subscribeTheme, readTheme, () => 'system' as const);
  const Icon = ICONS[theme];
  return (
    <Menu
      width={168}
      trigger={
        <IconButton label="Light or dark">
          <Icon aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuChoice value={theme} options={OPTIONS} onChange={setTheme} />
    </Menu>
  );
}
