'use client';

import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { mutate } from 'swr';
import { pointsOf } from '#components/clips/signal-words.ts';
import { attempt } from '#components/layout/attempt.ts';
import { LoadError } from '#components/layout/load-error.tsx';
import { toast } from '#components/layout/toasts.tsx';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Section } from '#components/ui/section.tsx';
import { forgetLearning, useLearning } from '#lib/client/learning.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { urls } from '#lib/client/urls.ts';
import type { LearningView } from '#lib/shared/learning/review.ts';
import { saidIn } from '#lib/shared/texts/said.ts';
import { changedSignals, orderText } from './learning-words.ts';

const CLIPS_SHOWN = 10;

/** What ratings have changed in the ranking, before and after, and a way back. */
export function LearningSection() {
  const t = useTexts();
  const { data, error, refresh } = useLearning();
  if (!data) return error ? <LoadError error={error} onRetry={() => void refresh()} /> : null;
  return (
    <Section title={t('learning.title')} text={t('learning.text')}>
      {data.opinions === 0 ? <p className="text-muted">{t('learning.nothing')}</p> : <Learned data={data} />}
    </Section>
  );
}

function Learned({ data }: { data: LearningView }) {
  const t = useTexts();
  const changed = changedSignals(data.signals);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <p>
        {t('learning.opinions', { n: data.opinions })} {orderText(t, data.order)}
      </p>
      {changed.length > 0 ? (
        <Table
          caption={t('learning.points')}
          heads={[t('learning.signal'), t('learning.before'), t('learning.now')]}
          rows={changed.map(({ name, before, after }) => ({
            key: name,
            cells: [saidIn(t, name), pointsOf(t, before), <b key="now">{pointsOf(t, after)}</b>],
          }))}
        />
      ) : (
        <p className="text-muted">{t('learning.chance')}</p>
      )}
      <Table
        caption={t('learning.clips')}
        heads={[t('learning.clip'), t('learning.before'), t('learning.now')]}
        rows={data.clips.slice(0, CLIPS_SHOWN).map(({ clipId, episodeId, title, rankBefore, rankAfter, liked }) => ({
          key: clipId,
          cells: [
            <span key="title">
              {title !== null && episodeId !== null ? (
                <Link href={`/episodes/${episodeId}`} className="rounded-small underline underline-offset-2">
                  {title}
                </Link>
              ) : (
                <span className="text-muted">{t('learning.gone')}</span>
              )}
              <span className="text-muted">
                , {t(liked > 0.6 ? 'learning.liked' : liked < 0.4 ? 'learning.notLiked' : 'learning.soSo')}
              </span>
            </span>,
            String(rankBefore),
            String(rankAfter),
          ],
        }))}
      />
      <Forget />
    </div>
  );
}

interface TableProps {
  caption: string;
  heads: readonly [string, string, string];
  rows: readonly { key: string; cells: readonly [ReactNode, ReactNode, ReactNode] }[];
}

function Table({ caption, heads, rows }: TableProps) {
  return (
    <table className="w-full text-13">
      <caption className="mb-1.5 text-left font-medium text-14">{caption}</caption>
      <thead>
        <tr className="text-muted">
          {heads.map((head, column) => (
            <th
              key={head}
              scope="col"
              className={column === 0 ? 'text-left font-normal' : 'w-16 text-right font-normal'}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [first, second, third] }) => (
          <tr key={key} className="border-t">
            <th scope="row" className="min-w-0 break-words py-1.5 pr-3 text-left font-normal">
              {first}
            </th>
            <td className="py-1.5 text-right align-top tabular-nums">{second}</td>
            <td className="py-1.5 text-right align-top tabular-nums">{third}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Forget() {
  const t = useTexts();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button size="small" className="justify-self-start" onClick={() => setAsked(true)}>
        {t('learning.forget')}
      </Button>
      <ConfirmDialog
        open={asked}
        onOpenChange={setAsked}
        title={t('learning.forgetAsk')}
        description={t('learning.forgetText')}
        confirm={t('learning.forgetIt')}
        cancel={t('learning.keepIt')}
        onConfirm={async () => {
          setAsked(false);
          if (await attempt(() => forgetLearning())) toast('ok', t('learning.forgotten'));
          await mutate(urls.learning);
        }}
      />
    </>
  );
}
