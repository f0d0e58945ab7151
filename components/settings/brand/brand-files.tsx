'use client';

import { Type, Upload, X } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { attempt } from '#components/layout/attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import { logoUrl, uploadBrandFile } from '#lib/client/brand.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { type Brand, type BrandFile, type BrandFileKind, cornerSchema } from '#lib/shared/styles/brand.ts';

const CORNERS = {
  'top-left': 'brand.topLeft',
  'top-right': 'brand.topRight',
  'bottom-left': 'brand.bottomLeft',
  'bottom-right': 'brand.bottomRight',
} as const;

const SIZES = [
  { size: 0.08, name: 'brand.small' },
  { size: 0.12, name: 'brand.medium' },
  { size: 0.18, name: 'brand.large' },
] as const;

const WORDS = {
  font: { choose: 'brand.chooseFont', change: 'brand.changeFont' },
  logo: { choose: 'brand.chooseLogo', change: 'brand.changeLogo' },
} as const satisfies Record<BrandFileKind, { choose: string; change: string }>;

/** A font of one's own for captions and titles. */
export function BrandFont({ font, onChange }: { font: Brand['font']; onChange: (font: Brand['font']) => void }) {
  const t = useTexts();
  return (
    <fieldset>
      <legend className="font-medium">{t('brand.font')}</legend>
      <p className="mb-2 text-13 text-muted">{t('brand.fontHelp')}</p>
      <FileRow
        kind="font"
        accept=".ttf,.otf"
        file={font}
        mark={<Type aria-hidden="true" className="size-5 text-muted" />}
        onUploaded={onChange}
        onRemove={() => onChange(null)}
      />
    </fieldset>
  );
}

/** A logo in a corner of every clip. */
export function BrandLogo({ logo, onChange }: { logo: Brand['logo']; onChange: (logo: Brand['logo']) => void }) {
  const t = useTexts();
  return (
    <fieldset>
      <legend className="font-medium">{t('brand.logo')}</legend>
      <p className="mb-2 text-13 text-muted">{t('brand.logoHelp')}</p>
      <FileRow
        kind="logo"
        accept="image/png,image/jpeg"
        file={logo}
        mark={
          logo ? (
            // biome-ignore lint/performance/noImgElement: a small file of this machine, shown as it is
            <img src={logoUrl(logo)} alt="" className="size-10 rounded-small bg-stage object-contain p-1" />
          ) : null
        }
        onUploaded={(file) => onChange({ corner: logo?.corner ?? 'top-right', size: logo?.size ?? 0.12, ...file })}
        onRemove={() => onChange(null)}
      />
      {logo ? (
        <div className="mt-3 grid gap-3 sm:grid-cols-2">
          <Field id="logo-corner" label={t('brand.corner')}>
            <Select
              id="logo-corner"
              value={logo.corner}
              onChange={(event) => onChange({ ...logo, corner: cornerSchema.parse(event.target.value) })}
            >
              {cornerSchema.options.map((corner) => (
                <option key={corner} value={corner}>
                  {t(CORNERS[corner])}
                </option>
              ))}
            </Select>
          </Field>
          <Field id="logo-size" label={t('brand.size')}>
            <Select
              id="logo-size"
              value={logo.size}
              onChange={(event) => onChange({ ...logo, size: Number(event.target.value) })}
            >
              {SIZES.map(({ size, name }) => (
                <option key={size} value={size}>
                  {t(name)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      ) : null}
    </fieldset>
  );
}

function FileRow({
  kind,
  accept,
  file,
  mark,
  onUploaded,
  onRemove,
}: {
  kind: BrandFileKind;
  accept: string;
  file: BrandFile | null;
  mark: ReactNode;
  onUploaded: (file: BrandFile) => void;
  onRemove: () => void;
}) {
  const t = useTexts();
  const words = WORDS[kind];
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const upload = async (chosen: File) => {
    setBusy(true);
    await attempt(async () => onUploaded(await uploadBrandFile(kind, chosen)));
    setBusy(false);
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      {file ? mark : null}
      {file ? <span className="min-w-0 flex-1 truncate">{file.name}</span> : null}
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={t(words.choose)}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          if (chosen) void upload(chosen);
        }}
      />
      <Button size="small" disabled={busy} onClick={() => input.current?.click()}>
        <Upload aria-hidden="true" />
        {t(busy ? 'brand.checking' : file ? words.change : words.choose)}
      </Button>
      {file ? (
        <Button size="small" variant="ghost" onClick={onRemove}>
          <X aria-hidden="true" />
          {t('brand.remove')}
        </Button>
      ) : null}
    </div>
  );
}
