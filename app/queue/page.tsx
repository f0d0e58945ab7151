import type { Metadata } from 'next';
import { QueuePage } from '#components/queue/queue-page.tsx';
import { requestTexts } from '../request-texts.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t('common.titled', { title: t('layout.queue') }) };
}

export default function Page() {
  return <QueuePage />;
}
