import { EpisodePage } from '#components/episodes/episode-page.tsx';

export const metadata = { title: 'Episode, PodPromo' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <EpisodePage id={id} />;
}
