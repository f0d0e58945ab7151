'use client';

import { ListOrdered, Settings } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Wordmark } from '#components/ui/wordmark.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { StorageMeter } from './storage-meter.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** The head of every page: name, places, how full the disk is. */
export function TopBar() {
  const t = useTexts();
  const path = usePathname();
  const inSettings = path.startsWith('/settings');
  const inQueue = path.startsWith('/queue') || path.startsWith('/errors');
  const inStorage = path.startsWith('/storage');
  return (
    <header className="flex h-15 shrink-0 items-center gap-3 border-b bg-background px-4 sm:gap-7 sm:px-7">
      <a
        href="#main"
        className="sr-only z-50 rounded-control bg-card px-3 py-2 focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        {t('common.toContent')}
      </a>
      <Link href="/" aria-label={t('layout.home')} className="rounded-small">
        <Wordmark />
      </Link>
      <nav aria-label={t('layout.places')} className="flex gap-1 max-sm:hidden">
        <Place href="/" here={!inSettings && !inQueue && !inStorage}>
          {t('layout.episodes')}
        </Place>
        <Place href="/queue" here={inQueue}>
          {t('layout.queue')}
        </Place>
        <Place href="/settings" here={inSettings}>
          {t('layout.settings')}
        </Place>
      </nav>
      <span className="flex-1" />
      <StorageMeter className="max-md:hidden" />
      <span className="flex items-center">
        <SmallPlace href="/queue" name={t('layout.queue')} here={inQueue} icon={<ListOrdered aria-hidden="true" />} />
        <SmallPlace
          href="/settings"
          name={t('layout.settings')}
          here={inSettings}
          icon={<Settings aria-hidden="true" />}
        />
        <ThemeSwitch />
      </span>
    </header>
  );
}

function Place({ href, here, children }: { href: string; here: boolean; children: string }) {
  return (
    <Link
      href={href}
      aria-current={here ? 'page' : undefined}
      className={cn(
        'rounded-control px-2.5 py-1.5 font-medium transition-colors duration-150 ease-out',
        here ? 'bg-lit text-text' : 'text-muted hover:text-text',
      )}
    >
      {children}
    </Link>
  );
}

/** On a narrow page there is room for signs only. */
function SmallPlace({ href, name, here, icon }: { href: string; name: string; here: boolean; icon: ReactNode }) {
  return (
    <Link
      href={href}
      aria-label={name}
      aria-current={here ? 'page' : undefined}
      className="grid size-9 place-items-center rounded-control text-muted hover:bg-stage hover:text-text sm:hidden [&_svg]:size-[18px]"
    >
      {icon}
    </Link>
  );
}
