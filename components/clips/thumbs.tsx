'use client';

import { Popover } from '@base-ui/react/popover';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { useId, useState } from 'react';
import { REASONS } from '#components/texts.ts';
import { Button, IconButton } from '#components/ui/button.tsx';
import { chipClass } from '#components/ui/chip.tsx';
import { cn } from '#components/ui/cn.ts';
import { TextArea } from '#components/ui/field.tsx';
import type { FeedbackPut, FeedbackView } from '#lib/shared/api/clips.ts';

interface ThumbsProps {
  feedback: FeedbackView;
  onChange: (change: FeedbackPut) => void;
}

/** Up or down. The pressed thumb pressed again takes it back. */
export function Thumbs({ feedback, onChange }: ThumbsProps) {
  const press = (thumb: 'up' | 'down') =>
    onChange(
      feedback.thumb === thumb ? { thumb: null, reason: null } : { thumb, ...(thumb === 'up' && { reason: null }) },
    );
  return (
    <div className="flex items-center">
      <IconButton
        label="Good clip"
        aria-pressed={feedback.thumb === 'up'}
        onClick={() => press('up')}
        className="size-8"
      >
        <ThumbsUp aria-hidden="true" className={cn(feedback.thumb === 'up' && 'fill-lit')} />
      </IconButton>
      <IconButton
        label="Not a good clip"
        aria-pressed={feedback.thumb === 'down'}
        onClick={() => press('down')}
        className="size-8"
      >
        <ThumbsDown aria-hidden="true" className={cn(feedback.thumb === 'down' && 'fill-lit')} />
      </IconButton>
    </div>
  );
}

/** After a thumb down: an optional reason and words. Nothing otherwise. */
export function Reason(props: ThumbsProps) {
  return props.feedback.thumb === 'down' ? <ReasonPopover {...props} /> : null;
}

function ReasonPopover({ feedback, onChange }: ThumbsProps) {
  const [open, setOpen] = useState(false);
  const commentId = useId();
  const [comment, setComment] = useState(feedback.comment ?? '');
  const chosen = REASONS.find((reason) => reason.value === feedback.reason);
  const save = () => {
    if (comment.trim() !== (feedback.comment ?? '')) onChange({ comment: comment.trim() || null });
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={(next) => (next ? setOpen(true) : save())}>
      <Popover.Trigger
        className={cn(chipClass, 'animate-rise cursor-pointer text-muted hover:border-edge hover:text-text')}
      >
        <span className="truncate">{chosen?.label ?? 'Say why'}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" collisionPadding={8} className="z-50">
          <Popover.Popup className="w-80 max-w-[calc(100vw-16px)] rounded-card border bg-card p-4 shadow-float outline-none transition-opacity duration-120 ease-out data-ending-style:opacity-0 data-starting-style:opacity-0">
            <Popover.Title className="font-semibold">What is off with this clip?</Popover.Title>
            <fieldset className="mt-3 flex flex-wrap gap-1.5">
              <legend className="sr-only">Reason</legend>
              {REASONS.map((reason) => (
                <button
                  key={reason.value}
                  type="button"
                  aria-pressed={feedback.reason === reason.value}
                  onClick={() => onChange({ reason: feedback.reason === reason.value ? null : reason.value })}
                  className={cn(
                    chipClass,
                    'h-7 hover:border-edge aria-pressed:border-accent aria-pressed:bg-lit aria-pressed:text-text',
                  )}
                >
                  {reason.label}
                </button>
              ))}
            </fieldset>
            <label htmlFor={commentId} className="mt-3 block">
              <span className="text-13 text-muted">In your words, if you like</span>
              <TextArea
                id={commentId}
                rows={2}
                maxLength={1000}
                value={comment}
                onChange={(event) => setComment(event.target.value)}
                className="mt-1"
              />
            </label>
            <Button size="small" className="mt-3" onClick={save}>
              Done
            </Button>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
