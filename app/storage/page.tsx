import type { Metadata } from 'next';
import { StoragePage } from '#components/storage/storage-page.tsx';
import { requestTexts } from '../request-texts.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t('common.titled', { title: t('storage.title') }) };
}

export default function Page() {
  return <StoragePage />;
}
