'use client';

import { Popover } from '@base-ui/react/popover';
import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { useId, useState } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { chipClass } from '#components/ui/chip.tsx';
import { cn } from '#components/ui/cn.ts';
import { TextArea } from '#components/ui/field.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { type FeedbackPut, type FeedbackView, feedbackReasonSchema } from '#lib/shared/api/clips.ts';

interface ThumbsProps {
  feedback: FeedbackView;
  onChange: (change: FeedbackPut) => void;
}

/** Up or down. The pressed thumb pressed again takes it back. */
export function Thumbs({ feedback, onChange }: ThumbsProps) {
  const t = useTexts();
  const press = (thumb: 'up' | 'down') =>
    onChange(
      feedback.thumb === thumb ? { thumb: null, reason: null } : { thumb, ...(thumb === 'up' && { reason: null }) },
    );
  return (
    <div className="flex items-center">
      <IconButton
        label={t('clips.good')}
        aria-pressed={feedback.thumb === 'up'}
        onClick={() => press('up')}
        className="size-8"
      >
        <ThumbsUp aria-hidden="true" className={cn(feedback.thumb === 'up' && 'fill-lit')} />
      </IconButton>
      <IconButton
        label={t('clips.notGood')}
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
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const commentId = useId();
  const [comment, setComment] = useState(feedback.comment ?? '');
  const save = () => {
    if (comment.trim() !== (feedback.comment ?? '')) onChange({ comment: comment.trim() || null });
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={(next) => (next ? setOpen(true) : save())}>
      <Popover.Trigger
        className={cn(chipClass, 'animate-rise cursor-pointer text-muted hover:border-edge hover:text-text')}
      >
        <span className="truncate">{feedback.reason ? t(`clips.reason_${feedback.reason}`) : t('clips.sayWhy')}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" collisionPadding={8} className="z-50">
          <Popover.Popup className="w-80 max-w-[calc(100vw-16px)] rounded-card border bg-card p-4 shadow-float outline-none transition-opacity duration-120 ease-out data-ending-style:opacity-0 data-starting-style:opacity-0">
            <Popover.Title className="font-semibold">{t('clips.whatIsOff')}</Popover.Title>
            <fieldset className="mt-3 flex flex-wrap gap-1.5">
              <legend className="sr-only">{t('clips.reason')}</legend>
              {feedbackReasonSchema.options.map((reason) => (
                <button
                  key={reason}
                  type="button"
                  aria-pressed={feedback.reason === reason}
                  onClick={() => onChange({ reason: feedback.reason === reason ? null : reason })}
                  className={cn(
                    chipClass,
                    'h-7 hover:border-edge aria-pressed:border-accent aria-pressed:bg-lit aria-pressed:text-text',
                  )}
                >
                  {t(`clips.reason_${reason}`)}
                </button>
              ))}
            </fieldset>
            <label htmlFor={commentId} className="mt-3 block">
              <span className="text-13 text-muted">{t('clips.inYourWords')}</span>
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
              {t('clips.done')}
            </Button>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
