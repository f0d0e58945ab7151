import { formatBytes } from '#lib/shared/time.ts';
export default function Page() {
  return <p>{formatBytes(5)}</p>;
}
