import type { Metadata } from 'next';
import { NotFound } from '#components/ui/not-found.tsx';
import { requestTexts } from './request-texts.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t('common.titled', { title: t('common.notFoundPage') }) };
}

export default async function Page() {
  const t = await requestTexts();
  return <NotFound title={t('common.notFoundTitle')} text={t('common.notFoundText')} />;
}
