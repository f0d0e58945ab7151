'use client';

import { attempt } from '#components/layout/attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import { removeShowBrand } from '#lib/client/brand.ts';
import { useShows } from '#lib/client/hooks.ts';
import { useTexts } from '#lib/client/texts.tsx';

interface ShowChoiceProps {
  /** Empty for the installation. */
  showId: string;
  /** The show has a brand of its own. */
  own: boolean;
  onChange: (showId: string) => void;
}

/** Whose brand it is. Nothing where there are no shows yet. */
export function ShowChoice({ showId, own, onChange }: ShowChoiceProps) {
  const t = useTexts();
  const { data: shows } = useShows();
  if (!shows?.length) return null;
  const isShow = showId !== '';
  return (
    <div className="mb-6 grid gap-2">
      <Field id="brand-show" label={t('brand.for')}>
        <Select id="brand-show" value={showId} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t('brand.allShows')}</option>
          {shows.map((show) => (
            <option key={show.id} value={show.id}>
              {show.name}
            </option>
          ))}
        </Select>
      </Field>
      {isShow && !own ? <p className="text-13 text-muted">{t('brand.asAll')}</p> : null}
      {isShow && own ? (
        <Button size="small" className="justify-self-start" onClick={() => void attempt(() => removeShowBrand(showId))}>
          {t('brand.backToAll')}
        </Button>
      ) : null}
    </div>
  );
}
