import type { Metadata } from 'next';
import { EpisodePage } from '#components/episodes/episode-page.tsx';
import { requestTexts } from '../../request-texts.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t('common.titled', { title: t('layout.episode') }) };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <EpisodePage id={id} />;
}
