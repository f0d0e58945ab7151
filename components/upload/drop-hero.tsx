'use client';

import { HardDrive, MessageSquareQuote, RefreshCw } from 'lucide-react';
import { formatSize } from '#components/texts.ts';
import { Button } from '#components/ui/button.tsx';
import { Waveform } from '#components/ui/waveform.tsx';

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

const FACTS = [
  { icon: HardDrive, title: 'Stays on this machine', text: 'No account, no cloud. Your recording goes nowhere.' },
  {
    icon: RefreshCw,
    title: 'Resumes after anything',
    text: 'A dropped line, a restart, a closed laptop: it goes on where it was.',
  },
  {
    icon: MessageSquareQuote,
    title: 'Reasons for every pick',
    text: 'Each clip shows the very words that made it one.',
  },
];

/** The first visit: one sentence, one place to drop an episode, three facts. */
export function DropHero({ maxBytes, onChoose }: { maxBytes: number | null; onChoose: () => void }) {
  return (
    <div className="flex flex-1 flex-col gap-6">
      <div className="grid flex-1 place-items-center rounded-[12px] border-[1.5px] border-edge border-dashed bg-card px-5 py-12 text-center sm:px-10">
        <div className="grid w-full max-w-[620px] justify-items-center gap-5">
          <Waveform peaks={PEAKS} bars={BARS} lit={LIT} thickness={3} className="h-24 max-sm:hidden" />
          <Waveform peaks={PEAKS} bars={BARS / 2} lit={LIT} thickness={3} className="h-20 sm:hidden" />
          <h1 className="mt-2 text-balance font-[650] text-28 tracking-[-0.025em]">
            Drop an episode, get the clips worth posting
          </h1>
          <p className="max-w-[46ch] text-pretty text-16 text-muted">
            PodPromo listens to the whole of it, finds the moments that stand on their own, and renders them with
            captions.
          </p>
          <Button variant="primary" onClick={onChoose} className="mt-1 h-11 px-5 text-16">
            Choose files
          </Button>
          <p className="text-13 text-muted">
            Or drop them anywhere on this page. Audio or video{maxBytes ? ` up to ${formatSize(maxBytes)}` : ''}.
          </p>
        </div>
      </div>
      <ul className="grid gap-4 sm:grid-cols-3 sm:gap-6">
        {FACTS.map(({ icon: Icon, title, text }) => (
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
