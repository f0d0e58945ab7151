import { NotFound } from '#components/ui/not-found.tsx';

export const metadata = { title: 'Not found, PodPromo' };

export default function Page() {
  return <NotFound title="Nothing is said here" text="There is no page at this address." />;
}
