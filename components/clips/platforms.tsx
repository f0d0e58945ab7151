'use client';

import { Download, Plus, TriangleAlert } from 'lucide-react';
import { shapeName } from '#components/looks/look-words.ts';
import { buttonClass } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { useExports } from '#lib/client/exports.ts';
import { useTexts } from '#lib/client/texts.tsx';
import { exportUrl } from '#lib/client/urls.ts';
import type { ClipView } from '#lib/shared/api/clips.ts';
import type { Aspect } from '#lib/shared/states.ts';
import { saidIn } from '#lib/shared/texts/said.ts';

/** The file for each platform: saved where it is rendered, else made; where a platform would refuse it, why. */
export function Platforms({ clip, onRender }: { clip: ClipView; onRender: (aspect: Aspect) => void }) {
  const t = useTexts();
  const version = clip.renders.map((render) => `${render.status} ${render.videoUrl}`).join();
  const presets = useExports(clip.id, version)?.presets.map((preset) => ({ ...preset, name: saidIn(t, preset.name) }));
  if (!presets) return null;
  const problems = presets.flatMap((preset) => preset.problems.map((problem) => saidIn(t, problem)));
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium text-13 text-muted">{t('clips.for')}</legend>
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        {presets.map(({ preset, name, aspect, ready, problems: own }) =>
          ready ? (
            <a
              key={preset}
              href={exportUrl(clip.id, 'mp4', aspect)}
              download
              aria-label={t('clips.downloadFor', { name })}
              className={buttonClass({ size: 'small' }, cn('font-normal', own.length > 0 && 'border-warn'))}
            >
              {own.length > 0 ? <TriangleAlert aria-hidden="true" /> : <Download aria-hidden="true" />}
              {name}
            </a>
          ) : (
            <button
              key={preset}
              type="button"
              aria-label={t('clips.renderFor', { shape: shapeName(t, aspect), name })}
              onClick={() => onRender(aspect)}
              className={buttonClass({ size: 'small' }, 'border-line border-dashed font-normal text-muted')}
            >
              <Plus aria-hidden="true" />
              {name}
            </button>
          ),
        )}
      </div>
      {problems.length > 0 ? <p className="mt-1.5 text-13 text-muted">{problems.join('. ')}.</p> : null}
    </fieldset>
  );
}
