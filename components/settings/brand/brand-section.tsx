'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { attempt } from '#components/layout/attempt.ts';
import { DesignPicker, StylePicker } from '#components/looks/look-picker.tsx';
import { ChoiceCards } from '#components/ui/choice-cards.tsx';
import { Section } from '#components/ui/section.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { type BrandOf, saveBrand, useBrand } from '#lib/client/brand.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { BrandPatch } from '#lib/shared/styles/brand.ts';
import { DEFAULT_DESIGN, DEFAULT_STYLE } from '#lib/shared/styles/looks.ts';
import { BrandCard } from './brand-cards.tsx';
import { BrandColors } from './brand-colors.tsx';
import { BrandFont, BrandLogo } from './brand-files.tsx';
import { BrandPresets } from './brand-presets.tsx';
import { ShowChoice } from './show-choice.tsx';

/** What all clips, or those of one show, have in common. Every change is kept at once and counts for the next render. */
export function BrandSection() {
  const t = useTexts();
  // A show on the home page leads here with its id.
  const [showId, setShowId] = useState(useSearchParams().get('show') ?? '');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // It comes after the browser has looked for it.
    if (window.location.hash === '#brand') place.current?.scrollIntoView();
  }, []);
  const of: BrandOf = showId === '' ? 'installation' : { showId };
  const brand = useBrand(of);
  const change = (patch: BrandPatch) => void attempt(() => saveBrand(of, patch));
  return (
    <div ref={place} id="brand">
      <Section title={t('brand.title')} text={t('brand.text')}>
        <ShowChoice showId={showId} own={brand?.own ?? false} onChange={setShowId} />
        {brand ? (
          <div key={showId} className="grid grid-cols-1 gap-6">
            <StylePicker
              legend={t('brand.captions')}
              value={brand.style ?? DEFAULT_STYLE}
              onChange={(style) => change({ style })}
            />
            <DesignPicker
              legend={t('brand.designs')}
              value={brand.design ?? DEFAULT_DESIGN}
              onChange={(design) => change({ design })}
            />
            <BrandColors colors={brand.colors} onChange={(colors) => change({ colors })} />
            <BrandFont font={brand.font} onChange={(font) => change({ font })} />
            <BrandLogo logo={brand.logo} onChange={(logo) => change({ logo })} />
            <BrandCard
              name="intro"
              legend={t('brand.intro')}
              help={t('brand.introHelp')}
              card={brand.intro}
              onChange={(intro) => change({ intro })}
            />
            <BrandCard
              name="outro"
              legend={t('brand.outro')}
              help={t('brand.outroHelp')}
              card={brand.outro}
              onChange={(outro) => change({ outro })}
            />
            <BrandPresets presets={brand.presets} onChange={(presets) => change({ presets })} />
            <ChoiceCards
              legend={t('brand.loudness')}
              value={brand.loudness === -16 ? '-16' : '-14'}
              choices={[
                { value: '-14', label: '-14 LUFS', help: t('brand.loudnessFeeds') },
                { value: '-16', label: '-16 LUFS', help: t('brand.loudnessApps') },
              ]}
              onChange={(value) => change({ loudness: value === '-16' ? -16 : -14 })}
              className="sm:grid-cols-2"
            />
            <label className="flex min-h-6 items-start gap-2.5">
              <input
                type="checkbox"
                checked={brand.mask}
                onChange={(event) => change({ mask: event.target.checked })}
                className="mt-1 size-4 shrink-0 accent-accent"
              />
              <span>
                <span className="block font-medium">{t('brand.mask')}</span>
                <span className="block text-13 text-muted">{t('brand.maskHelp')}</span>
              </span>
            </label>
          </div>
        ) : (
          <div role="status" aria-label={t('brand.loading')}>
            <Skeleton className="h-96 rounded-card" />
          </div>
        )}
      </Section>
    </div>
  );
}
