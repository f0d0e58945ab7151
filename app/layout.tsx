import type { Metadata, Viewport } from 'next';
import { KeyboardProvider } from '#components/keyboard/keyboard-provider.tsx';
import { AnnouncerProvider } from '#components/layout/announcer.tsx';
import { DoneNotices } from '#components/layout/done-notices.tsx';
import { StatusBanners } from '#components/layout/status-banners.tsx';
import { Toasts } from '#components/layout/toasts.tsx';
import { TopBar } from '#components/layout/top-bar.tsx';
import { TextsProvider } from '#lib/client/texts.tsx';
import { CATALOGUES } from '#lib/shared/texts/all.ts';
import { requestLanguage, requestTexts } from './request-texts.ts';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return {
    title: t('common.titled', { title: t('layout.episodes') }),
    description: t('common.description'),
    applicationName: t('common.appName'),
    referrer: 'same-origin',
    formatDetection: { telephone: false },
    appleWebApp: { title: t('common.appName'), statusBarStyle: 'default' },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#141312' },
  ],
};

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const language = await requestLanguage();
  return (
    <html lang={language} suppressHydrationWarning>
      <head>
        {/* Not deferred, on purpose: it sets the chosen theme before the first paint. */}
        <script src="/theme.js" />
      </head>
      <body>
        <TextsProvider language={language} catalogue={CATALOGUES[language]}>
          <AnnouncerProvider>
            <KeyboardProvider>
              <div id="app" className="flex min-h-dvh flex-col">
                <TopBar />
                <StatusBanners />
                {children}
                <Toasts />
                <DoneNotices />
              </div>
            </KeyboardProvider>
          </AnnouncerProvider>
        </TextsProvider>
      </body>
    </html>
  );
}
