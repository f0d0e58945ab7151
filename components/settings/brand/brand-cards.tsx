'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, Select } from '#components/ui/field.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import type { Card } from '#lib/shared/styles/brand.ts';

const SECONDS = [1, 1.5, 2, 3] as const;
const NEW_CARD: Card = { title: '', text: '', seconds: 1.5 };

interface BrandCardProps {
  /** `intro` or `outro`, for the ids. */
  name: string;
  legend: string;
  help: string;
  card: Card | null;
  onChange: (card: Card | null) => void;
}

/** A still card with words before or after every clip. What is written is kept when the field is left. */
export function BrandCard({ name, legend, help, card, onChange }: BrandCardProps) {
  const t = useTexts();
  const [written, setWritten] = useState<Card | null>(card);
  const keep = (next: Card) => {
    setWritten(next);
    if (next.title.trim() !== '') onChange(next);
  };
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium">{legend}</legend>
      <p className="mb-2 text-13 text-muted">{help}</p>
      {written ? (
        <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
          <Field id={`${name}-title`} label={t('brand.cardTitle')}>
            <Input
              id={`${name}-title`}
              value={written.title}
              maxLength={80}
              onChange={(event) => setWritten({ ...written, title: event.target.value })}
              onBlur={() => keep(written)}
            />
          </Field>
          <Field id={`${name}-text`} label={t('brand.cardLine')}>
            <Input
              id={`${name}-text`}
              value={written.text}
              maxLength={120}
              onChange={(event) => setWritten({ ...written, text: event.target.value })}
              onBlur={() => keep(written)}
            />
          </Field>
          <Field id={`${name}-seconds`} label={t('brand.cardSeconds')}>
            <Select
              id={`${name}-seconds`}
              value={written.seconds}
              onChange={(event) => keep({ ...written, seconds: Number(event.target.value) })}
            >
              {SECONDS.map((seconds) => (
                <option key={seconds} value={seconds}>
                  {t.number(seconds)}
                </option>
              ))}
            </Select>
          </Field>
          <Button
            size="small"
            variant="ghost"
            className="justify-self-start"
            onClick={() => {
              setWritten(null);
              if (card) onChange(null);
            }}
          >
            {t('brand.removeCard')}
          </Button>
        </div>
      ) : (
        <Button size="small" onClick={() => setWritten(NEW_CARD)}>
          {t('brand.addCard')}
        </Button>
      )}
    </fieldset>
  );
}
