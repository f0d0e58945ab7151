'use client';

import { HardDrive, MessageSquareQuote, RefreshCw } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Waveform } from '#components/ui/waveform.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { formatSize } from '#lib/shared/texts/formats.ts';
import { SampleButton } from './sample-button.tsx';

const BARS = 96;
const LIT = [
  { from: 0.145, to: 0.21 },
  { from: 0.43, to: 0.53 },
  { from: 0.76, to: 0.83 },
];
/** A drawn episode, not a measured one: three moments in a calm hour. */
const PEAKS = Array.from({ length: BARS }, (_, bar) => {
  const x = bar / BARS;
  const moment = Math.max(...LIT.map(({ from, to }) => Math.exp(-(((x - (from + to) / 2) / 0.045) ** 2))));
  const voice = 0.3 + 0.16 * Math.sin(bar * 1.7) + 0.14 * Math.sin(bar * 0.61 + 1) + 0.1 * Math.sin(bar * 3.9);
  return Math.max(
    0.06,
    voice * (0.55 + 0.45 * Math.sin(Math.PI * x)) + 0.42 * moment * (0.7 + 0.3 * Math.sin(bar * 2.3)),
  );
});

/** The first visit: one sentence, one place to drop an episode, three facts. */
export function DropHero({ maxBytes, onChoose }: { maxBytes: number | null; onChoose: () => void }) {
  const t = useTexts();
  const limit = maxBytes ? t('upload.upTo', { size: formatSize(t, maxBytes) }) : '';
  const facts = [
    { icon: HardDrive, title: t('upload.factHere'), text: t('upload.factHereText') },
    { icon: RefreshCw, title: t('upload.factResumes'), text: t('upload.factResumesText') },
    { icon: MessageSquareQuote, title: t('upload.factReasons'), text: t('upload.factReasonsText') },
  ];
  return (
    <div className="flex flex-1 flex-col gap-6">
      <div className="grid flex-1 place-items-center rounded-[12px] border-[1.5px] border-edge border-dashed bg-card px-5 py-12 text-center sm:px-10">
        <div className="grid w-full max-w-[620px] justify-items-center gap-5">
          <Waveform peaks={PEAKS} bars={BARS} lit={LIT} thickness={3} className="h-24 max-sm:hidden" />
          <Waveform peaks={PEAKS} bars={BARS / 2} lit={LIT} thickness={3} className="h-20 sm:hidden" />
          <h1 className="mt-2 text-balance font-[650] text-28 tracking-[-0.025em]">{t('upload.heroTitle')}</h1>
          <p className="max-w-[46ch] text-pretty text-16 text-muted">{t('upload.heroText')}</p>
          <div className="mt-1 flex flex-wrap justify-center gap-3">
            <Button variant="primary" onClick={onChoose} className="h-11 px-5 text-16">
              {t('upload.chooseFiles')}
            </Button>
            <SampleButton />
          </div>
          <p className="text-pretty text-13 text-muted">
            {t('upload.heroHint', { limit })} {t('upload.sampleHint')}
          </p>
        </div>
      </div>
      <ul className="grid gap-4 sm:grid-cols-3 sm:gap-6">
        {facts.map(({ icon: Icon, title, text }) => (
          <li key={title} className="flex gap-3">
            <Icon aria-hidden="true" className="mt-0.5 size-[18px] shrink-0 text-muted" />
            <p>
              <b className="font-semibold">{title}</b>
              <span className="block text-muted">{text}</span>
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
