'use client';

import { Notice } from '#components/ui/notice.tsx';
import { useSystem } from '#lib/client/hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { HOST_CODES } from '#lib/shared/host-codes.ts';
import { saidIn } from '#lib/shared/texts/said.ts';

/** The banner above every page has these. */
const ELSEWHERE = 'no_worker';
const SHOWN: ReadonlySet<string> = new Set(HOST_CODES.filter((code) => code !== ELSEWHERE));

/** What whoever hosts it should do something about; nothing where all is well. */
export function HostNotices() {
  const t = useTexts();
  const { data: system } = useSystem();
  const notices = system?.notices.filter(({ code }) => SHOWN.has(code)) ?? [];
  if (notices.length === 0) return null;
  return (
    <div className="grid gap-2">
      {notices.map(({ code, text }) => (
        <Notice key={code} kind="warn">
          {saidIn(t, text)}
        </Notice>
      ))}
    </div>
  );
}
