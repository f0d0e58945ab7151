'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useTexts } from '#lib/client/texts.tsx';
import { IconButton } from './button.tsx';
import { cn } from './cn.ts';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Where the focus goes at first; the first control by default. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Where the focus returns to; the control that opened it by default. */
  finalFocus?: RefObject<HTMLElement | null>;
  className?: string;
  /** Draw the title only for screen readers, where the content shows its own. */
  hideTitle?: boolean;
  /** False where it must be answered. */
  closable?: boolean;
}

/** A window above the page: closes with Escape, keeps the focus inside, gives it back. */
export function Dialog(props: DialogProps) {
  const t = useTexts();
  return (
    <Base.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/45 transition-opacity duration-150 ease-out data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-50 grid place-items-center overflow-y-auto p-4">
          <Base.Popup
            initialFocus={props.initialFocus}
            finalFocus={props.finalFocus}
            className={cn(
              'relative w-full base:max-w-[440px] rounded-card border border-line bg-card base:p-5 shadow-float outline-none',
              'transition-[opacity,transform] duration-150 ease-out data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0',
              props.className,
            )}
          >
            <Base.Title className={props.hideTitle ? 'sr-only' : 'pr-10 font-semibold text-16'}>
              {props.title}
            </Base.Title>
            {props.description ? (
              <Base.Description className="mt-2 text-muted">{props.description}</Base.Description>
            ) : null}
            {props.children}
            {props.closable === false ? null : (
              <Base.Close
                render={
                  <IconButton label={t('common.close')} className="absolute top-2.5 right-2.5">
                    <X aria-hidden="true" />
                  </IconButton>
                }
              />
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
