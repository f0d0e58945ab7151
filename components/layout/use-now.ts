'use client';

import { useEffect, useState } from 'react';

/** The time in epoch milliseconds, renewed this often; for words such as 'no sign of life'. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
