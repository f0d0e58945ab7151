'use client';

import type { ReactNode } from 'react';
import { FramingSection } from '#components/clips/framing/framing-section.tsx';
import { LookSection } from '#components/clips/look-section.tsx';
import { Platforms } from '#components/clips/platforms.tsx';
import { ShapePicker } from '#components/clips/shape-picker.tsx';
import type { ClipEditor } from '#lib/client/clip-editor.ts';
import { useTexts } from '#lib/client/texts.tsx';
import type { ClipView, RenderView } from '#lib/shared/api/clips.ts';
import type { ClipFraming, Framing } from '#lib/shared/framing.ts';
import type { Aspect } from '#lib/shared/states.ts';
import type { Look } from '#lib/shared/styles/looks.ts';
import { RenderList } from './render-buttons.tsx';
import type { RenderState } from './render-state.ts';
import { SidePanel } from './side-panel.tsx';
import { TextTab } from './text-tab.tsx';

interface EditorPanelProps {
  clip: ClipView;
  editor: ClipEditor;
  aspect: Aspect;
  render: RenderView | null;
  look: Look | null;
  states: readonly RenderState[];
  framing: ClipFraming | undefined;
  onAspect: (aspect: Aspect) => void;
  onLook: (look: Look | null) => void;
  /** Makes a shape in a look that was asked for there. */
  onRender: (aspect: Aspect, look: Look & { again?: boolean }) => void;
  /** Makes a shape as it is shown. */
  onMake: (aspect: Aspect) => void;
  onFraming: (framing: Framing) => Promise<boolean>;
  children: ReactNode;
}

/** Texts, captions, frame and files of the clip, a tab each. */
export function EditorPanel(props: EditorPanelProps) {
  const { clip, editor, aspect, render, look, states, framing, onAspect, onMake } = props;
  const t = useTexts();
  return (
    <SidePanel
      text={<TextTab clip={clip} editor={editor} />}
      captions={
        <>
          <LookSection
            clipId={clip.id}
            aspect={aspect}
            render={render}
            chosen={look}
            onChoose={props.onLook}
            onRender={props.onRender}
          />
          <p className="text-12 text-muted">{t('editor.lookHelp')}</p>
        </>
      }
      frame={
        <>
          <ShapePicker all clip={clip} current={aspect} onChoose={onAspect} onRender={onAspect} />
          {framing && framing.source === null ? <p className="text-13 text-muted">{t('editor.noFrame')}</p> : null}
          <FramingSection
            // Another render of it may be framed otherwise: asked again with each.
            key={`${render?.id} ${render?.videoUrl}`}
            clipId={clip.id}
            aspect={aspect}
            onSave={props.onFraming}
            onRender={() => onMake(aspect)}
          />
        </>
      }
      files={
        <>
          <RenderList all={states} onRender={onMake} />
          <Platforms clip={clip} onRender={onMake} />
        </>
      }
    >
      {props.children}
    </SidePanel>
  );
}
