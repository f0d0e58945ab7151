'use client';

import { useEffect, useState } from 'react';

/** True once the condition has held for so long; false as soon as it no longer does. */
export function useLasting(condition: boolean, forMs: number): boolean {
  const [lasted, setLasted] = useState(false);
  useEffect(() => {
    if (!condition) return;
    const timer = setTimeout(() => setLasted(true), forMs);
    return () => {
      clearTimeout(timer);
      setLasted(false);
    };
  }, [condition, forMs]);
  return condition && lasted;
}
