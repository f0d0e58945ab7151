import type { Metadata } from 'next';
import { SettingsPage } from '#components/settings/settings-page.tsx';
import { requestTexts } from '../request-texts.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t('common.titled', { title: t('layout.settings') }) };
}

export default function Page() {
  return <SettingsPage />;
}
