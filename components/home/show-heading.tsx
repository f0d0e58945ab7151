'use client';

import Link from 'next/link';
import { useState } from 'react';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { fetched, useFetched } from '#components/ui/fetched.ts';
import { rich, useTexts } from '#lib/client/texts.tsx';

/** Only fetched when somebody opens it. */
const glossaryDialog = fetched(async () => (await import('#components/transcript/glossary-dialog.tsx')).GlossaryDialog);

/** Name of a show above its episodes, with what they have in common. */
export function ShowHeading({ show }: { show: { id: string; name: string } | null }) {
  const t = useTexts();
  const [glossary, setGlossary] = useState(false);
  const GlossaryDialog = useFetched(glossaryDialog, glossary);
  if (!show) return <h3 className="mb-3 font-semibold text-16 text-muted">{t('home.showNone')}</h3>;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-2 gap-y-1">
      <h3 className="mr-auto min-w-0 truncate font-semibold text-16" title={show.name}>
        {show.name}
      </h3>
      <Link
        href={`/settings?show=${encodeURIComponent(show.id)}#brand`}
        className={buttonClass({ variant: 'ghost', size: 'small' })}
      >
        <span>{rich(t.parts('home.brandOf', { show: show.name }), { of: hidden })}</span>
      </Link>
      <Button variant="ghost" size="small" onClick={() => setGlossary(true)}>
        <span>{rich(t.parts('home.glossaryOf', { show: show.name }), { of: hidden })}</span>
      </Button>
      {GlossaryDialog ? (
        <GlossaryDialog open={glossary} show={show} busy={false} onEdit={null} onClose={() => setGlossary(false)} />
      ) : null}
    </div>
  );
}

const hidden = (text: string) => <span className="sr-only">{text}</span>;
