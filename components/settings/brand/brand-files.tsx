'use client';

import { Type, Upload, X } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { attempt } from '#components/layout/attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import { logoUrl, uploadBrandFile } from '#lib/client/brand.ts';
import { type Brand, type BrandFile, type BrandFileKind, cornerSchema } from '#lib/shared/styles/brand.ts';

const CORNERS = {
  'top-left': 'Top left',
  'top-right': 'Top right',
  'bottom-left': 'Bottom left',
  'bottom-right': 'Bottom right',
} as const;

const SIZES = [
  { size: 0.08, name: 'Small' },
  { size: 0.12, name: 'Medium' },
  { size: 0.18, name: 'Large' },
] as const;

/** A font of one's own for captions and titles. */
export function BrandFont({ font, onChange }: { font: Brand['font']; onChange: (font: Brand['font']) => void }) {
  return (
    <fieldset>
      <legend className="font-medium">Font</legend>
      <p className="mb-2 text-13 text-muted">
        Ours hold Latin, Cyrillic and Greek. A .ttf or .otf file of yours comes before them.
      </p>
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
  return (
    <fieldset>
      <legend className="font-medium">Logo</legend>
      <p className="mb-2 text-13 text-muted">A PNG or JPEG picture, best a PNG with a clear ground.</p>
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
          <Field id="logo-corner" label="Corner">
            <Select
              id="logo-corner"
              value={logo.corner}
              onChange={(event) => onChange({ ...logo, corner: cornerSchema.parse(event.target.value) })}
            >
              {cornerSchema.options.map((corner) => (
                <option key={corner} value={corner}>
                  {CORNERS[corner]}
                </option>
              ))}
            </Select>
          </Field>
          <Field id="logo-size" label="Size">
            <Select
              id="logo-size"
              value={logo.size}
              onChange={(event) => onChange({ ...logo, size: Number(event.target.value) })}
            >
              {SIZES.map(({ size, name }) => (
                <option key={size} value={size}>
                  {name}
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
        aria-label={`Choose a ${kind}`}
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
        {busy ? 'Checking' : file ? `Change the ${kind}` : `Choose a ${kind}`}
      </Button>
      {file ? (
        <Button size="small" variant="ghost" onClick={onRemove}>
          <X aria-hidden="true" />
          Remove
        </Button>
      ) : null}
    </div>
  );
}
