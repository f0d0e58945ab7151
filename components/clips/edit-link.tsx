'use client';

import { Scissors } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '#components/ui/cn.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';

/** To the clip's editor, on the page of its episode; nothing in the editor itself. `compact`: its sign alone on narrow pages. */
export function EditLink({ clip, compact = false }: { clip: Pick<ClipView, 'id' | 'rank'>; compact?: boolean }) {
  const t = useTexts();
  const path = usePathname();
  if (!/^\/episodes\/[^/]+$/.test(path)) return null;
  const name = t('editor.editClip', { n: clip.rank });
  return (
    <Link
      href={`${path}/clips/${clip.id}`}
      aria-label={name}
      title={name}
      className="inline-flex h-6 shrink-0 items-center gap-1.5 rounded-small px-1.5 font-medium text-13 transition-colors duration-150 ease-out hover:bg-stage"
    >
      <Scissors aria-hidden="true" className="size-4 text-muted" />
      <span className={cn(compact && 'max-[430px]:sr-only')}>{t('editor.edit')}</span>
    </Link>
  );
}
