import { useEffect, useState } from 'react';

/** Where a picture is on its way: the first one of a clip is cut out of its episode, which takes a moment. */
export function usePicture(url: string): 'coming' | 'there' | 'failed' {
  const [ended, setEnded] = useState<{ url: string; as: 'there' | 'failed' } | null>(null);
  useEffect(() => {
    const image = new Image();
    image.onload = () => setEnded({ url, as: 'there' });
    image.onerror = () => setEnded({ url, as: 'failed' });
    image.src = url;
    return () => {
      image.onload = null;
      image.onerror = null;
    };
  }, [url]);
  return ended?.url === url ? ended.as : 'coming';
}
