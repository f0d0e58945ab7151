import type { MetadataRoute } from 'next';
import { requestTexts } from './request-texts.ts';

/** To install PodPromo beside other programs. It needs its server all the same: nothing is kept for offline. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await requestTexts();
  return {
    id: '/',
    name: t('common.appName'),
    short_name: t('common.appName'),
    description: t('common.description'),
    lang: t.language,
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#fbfaf7',
    theme_color: '#fbfaf7',
    categories: ['productivity', 'multimedia'],
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icons/192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [{ name: t('layout.queue'), url: '/queue' }],
  };
}
