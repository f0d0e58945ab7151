import { EditorPage } from '#components/editor/editor-page.tsx';

export const metadata = { title: 'Clip, PodPromo' };

export default async function Page({ params }: { params: Promise<{ id: string; clipId: string }> }) {
  const { id, clipId } = await params;
  return <EditorPage episodeId={id} clipId={clipId} />;
}
