'use client';

import { Tabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { useTexts } from '#lib/client/texts.tsx';

interface SidePanelProps {
  text: ReactNode;
  captions: ReactNode;
  frame: ReactNode;
  files: ReactNode;
  /** Stays below all tabs: rating, keeping, the rest. */
  children: ReactNode;
}

/** Everything about the clip besides its cut. */
export function SidePanel({ text, captions, frame, files, children }: SidePanelProps) {
  const t = useTexts();
  const tabs = [
    ['text', t('editor.tabText'), text],
    ['captions', t('editor.tabCaptions'), captions],
    ['frame', t('editor.tabFrame'), frame],
    ['export', t('editor.tabExport'), files],
  ] as const;
  return (
    <section
      aria-label={t('editor.panel')}
      className="flex min-h-0 flex-col border-line bg-card lg:border-l max-lg:border-t"
    >
      <Tabs.Root defaultValue="text" className="flex min-h-0 flex-1 flex-col">
        <Tabs.List className="flex shrink-0 gap-1 border-b px-3">
          {tabs.map(([value, name]) => (
            <Tabs.Tab
              key={value}
              value={value}
              className="h-11 border-transparent border-b-2 px-2.5 font-medium text-13 text-muted hover:text-text data-active:border-accent data-active:text-text"
            >
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(([value, , content]) => (
          <Tabs.Panel
            key={value}
            value={value}
            className="grid min-h-0 content-start gap-4 overflow-y-auto p-4 -outline-offset-2 lg:flex-1"
          >
            {content}
          </Tabs.Panel>
        ))}
      </Tabs.Root>
      <div className="flex shrink-0 flex-wrap items-center gap-1 border-t px-4 py-2.5">{children}</div>
    </section>
  );
}
