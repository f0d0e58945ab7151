'use client';

import { Plus } from 'lucide-react';
import { shapeName } from '#components/looks/look-words.ts';
import { cn } from '#components/ui/cn.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView } from '#lib/shared/api/clips.ts';
import { type Aspect, aspectSchema } from '#lib/shared/states.ts';

interface ShapePickerProps {
  clip: ClipView;
  current: Aspect | null;
  onChoose: (aspect: Aspect) => void;
  onRender: (aspect: Aspect) => void;
  /** Those that are not rendered can be looked at as well. */
  all?: boolean;
}

/** The shapes of a clip: those that are rendered can be watched, the others made. */
export function ShapePicker({ clip, current, onChoose, onRender, all = false }: ShapePickerProps) {
  const t = useTexts();
  return (
    <fieldset>
      <legend className="font-medium text-13 text-muted">{t('clips.shape')}</legend>
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        {aspectSchema.options.map((aspect) => {
          const exists = all || clip.renders.some((render) => render.aspect === aspect);
          const name = shapeName(t, aspect);
          return (
            <button
              key={aspect}
              type="button"
              aria-pressed={exists ? aspect === current : undefined}
              aria-label={exists ? `${name} ${aspect}` : t('clips.renderAs', { what: `${name} ${aspect}` })}
              onClick={() => (exists ? onChoose(aspect) : onRender(aspect))}
              className={cn(
                'inline-flex h-8 items-center gap-1.5 rounded-control border px-2.5 text-13 hover:bg-stage',
                'aria-pressed:border-accent aria-pressed:bg-lit aria-pressed:font-medium',
                exists ? 'border-edge' : 'border-line border-dashed text-muted',
              )}
            >
              {exists ? <ShapeMark aspect={aspect} /> : <Plus aria-hidden="true" className="size-3.5" />}
              {name}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}

/** The shape itself, 14 px at its longer side. */
export function ShapeMark({ aspect, size = 14 }: { aspect: Aspect; size?: number }) {
  const [width = 1, height = 1] = aspect.split(':').map(Number);
  const unit = size / Math.max(width, height);
  return (
    <span aria-hidden="true" className="grid place-items-center" style={{ width: size, height: size }}>
      <span
        className="rounded-[2px] border-[1.5px] border-current"
        style={{ width: width * unit, height: height * unit }}
      />
    </span>
  );
}
