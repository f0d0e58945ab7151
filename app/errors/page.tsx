import type { Metadata } from 'next';
import { ErrorsPage } from '#components/errors/errors-page.tsx';
import { requestTexts } from '../request-texts.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t('common.titled', { title: t('errors.title') }) };
}

export default function Page() {
  return <ErrorsPage />;
}
