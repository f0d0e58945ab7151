import type { Metadata } from 'next';
import { EditorPage } from '#components/editor/editor-page.tsx';
import { requestTexts } from '../../../../request-texts.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t('common.titled', { title: t('layout.clip') }) };
}

export default async function Page({ params }: { params: Promise<{ id: string; clipId: string }> }) {
  const { id, clipId } = await params;
  return <EditorPage episodeId={id} clipId={clipId} />;
}
