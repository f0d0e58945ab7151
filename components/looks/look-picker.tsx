'use client';

import { useId } from 'react';
import { cn } from '#components/ui/cn.ts';
import { useTexts } from '#lib/client/texts.tsx';
import {
  type AudiogramDesign,
  audiogramDesignSchema,
  type CaptionStyle,
  captionStyleSchema,
} from '#lib/shared/styles/looks.ts';

interface Option<Value extends string> {
  readonly value: Value;
  readonly name: string;
  readonly help: string;
  readonly picture: string;
}

interface PickerProps<Value extends string> {
  legend: string;
  value: Value;
  onChange: (value: Value) => void;
  /** In a narrow place: smaller pictures, the legend as in the clip's window. */
  small?: boolean;
}

/** How captions look, each with a picture. */
export function StylePicker(props: PickerProps<CaptionStyle>) {
  const t = useTexts();
  const options = captionStyleSchema.options.map((value) => ({
    value,
    name: t(`looks.style_${value}`),
    help: t(`looks.style_${value}Help`),
    picture: `/looks/style-${value}.jpg`,
  }));
  return <PicturePicker {...props} options={options} shape="aspect-[4/3]" columns="grid-cols-4" />;
}

/** What a clip of sound alone looks like, each with a picture. */
export function DesignPicker(props: PickerProps<AudiogramDesign>) {
  const t = useTexts();
  const options = audiogramDesignSchema.options.map((value) => ({
    value,
    name: t(`looks.design_${value}`),
    help: t(`looks.design_${value}Help`),
    picture: `/looks/design-${value}.jpg`,
  }));
  return <PicturePicker {...props} options={options} shape="aspect-[9/16]" columns="grid-cols-4" />;
}

function PicturePicker<Value extends string>({
  legend,
  value,
  onChange,
  small = false,
  options,
  shape,
  columns,
}: PickerProps<Value> & { options: readonly Option<Value>[]; shape: string; columns: string }) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className={small ? 'font-medium text-13 text-muted' : 'mb-2 font-medium'}>{legend}</legend>
      <div className={cn('grid', columns, small ? 'mt-1.5 gap-1.5' : 'gap-2.5')}>
        {options.map((option) => (
          <label
            key={option.value}
            title={option.help}
            className={cn(
              'cursor-pointer overflow-hidden rounded-control border border-line bg-stage transition-colors duration-150 ease-out hover:border-edge',
              'has-checked:border-accent has-checked:bg-lit has-checked:shadow-[inset_0_0_0_1px_var(--accent)]',
              'has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {/* biome-ignore lint/performance/noImgElement: a small file of our own, shown as it is */}
            <img src={option.picture} alt="" loading="lazy" className={cn('block w-full object-cover', shape)} />
            <span className="block truncate px-1.5 py-1 text-center text-13">{option.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
