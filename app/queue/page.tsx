import { QueuePage } from '#components/queue/queue-page.tsx';

export const metadata = { title: 'Queue, PodPromo' };

export default function Page() {
  return <QueuePage />;
}
