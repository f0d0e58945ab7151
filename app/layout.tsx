import type { Metadata, Viewport } from 'next';
import { AnnouncerProvider } from '#components/layout/announcer.tsx';
import { StatusBanners } from '#components/layout/status-banners.tsx';
import { Toasts } from '#components/layout/toasts.tsx';
import { TopBar } from '#components/layout/top-bar.tsx';
import './globals.css';

export const metadata: Metadata = {
  title: 'Episodes, PodPromo',
  description: 'Turns a podcast episode into promo clips, on this machine.',
  applicationName: 'PodPromo',
  referrer: 'same-origin',
  formatDetection: { telephone: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#141312' },
  ],
};

export default function RootLayout({ children }: { children: React.ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* Not deferred, on purpose: it sets the chosen theme before the first paint. */}
        <script src="/theme.js" />
      </head>
      <body>
        <AnnouncerProvider>
          <div id="app" className="flex min-h-dvh flex-col">
            <TopBar />
            <StatusBanners />
            {children}
            <Toasts />
          </div>
        </AnnouncerProvider>
      </body>
    </html>
  );
}
