'use client';

import { useState, useSyncExternalStore } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { fetched, useFetched } from '#components/ui/fetched.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { readTheme, setTheme, subscribeTheme } from './theme.ts';
import { ThemeIcon } from './theme-icon.tsx';

/** Menus are a quarter of all script: they come when somebody is about to open one. */
const menu = fetched(async () => (await import('./theme-menu.tsx')).ThemeMenu);

/** Light, dark, or what the system says; remembered in this browser. */
export function ThemeSwitch() {
  const theme = useSyncExternalStore(subscribeTheme, readTheme, () => 'system' as const);
  const [wanted, setWanted] = useState(false);
  const ThemeMenu = useFetched(menu, wanted);
  if (wanted && ThemeMenu) return <ThemeMenu theme={theme} onChange={setTheme} />;
  return <MenuButton onClick={() => setWanted(true)} />;
}

function MenuButton({ onClick }: { onClick: () => void }) {
  const t = useTexts();
  const theme = useSyncExternalStore(subscribeTheme, readTheme, () => 'system' as const);
  return (
    <IconButton
      label={t('layout.theme')}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={menu.prepare}
      onFocus={menu.prepare}
      onClick={onClick}
    >
      <ThemeIcon theme={theme} />
    </IconButton>
  );
}
