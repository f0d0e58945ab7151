import type { ReactNode } from 'react';
import { Card } from './card.tsx';

/** A titled part of a page. */
export function Section({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div>
        <h2 className="font-semibold text-16">{title}</h2>
        {text ? <p className="max-w-[72ch] text-pretty text-muted">{text}</p> : null}
      </div>
      <Card className="p-4 sm:p-5">{children}</Card>
    </section>
  );
}
