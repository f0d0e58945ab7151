'use client';

import Link from 'next/link';
import { useTexts } from '#lib/client/texts.tsx';
import { buttonClass } from './button.tsx';
import { Waveform } from './waveform.tsx';

/** A quiet line with one small sound in it. */
const PEAKS = Array.from({ length: 60 }, (_, bar) =>
  bar > 38 && bar < 43 ? ([0.5, 1, 0.75, 0.4][bar - 39] ?? 0) : 0.04,
);

/** Says that there is nothing here, and leads back. */
export function NotFound({ title, text }: { title: string; text: string }) {
  const t = useTexts();
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto grid w-full max-w-[520px] flex-1 content-center gap-4 p-7 outline-none"
    >
      <Waveform peaks={PEAKS} bars={60} lit={[{ from: 0.64, to: 0.72 }]} className="h-14" />
      <h1 className="font-[650] text-28 tracking-[-0.025em]">{title}</h1>
      <p className="text-muted">{text}</p>
      <p>
        <Link href="/" className={buttonClass({ variant: 'outline' })}>
          {t('common.toEpisodes')}
        </Link>
      </p>
    </main>
  );
}
