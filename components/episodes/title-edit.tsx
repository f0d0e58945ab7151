'use client';

import { Check, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { Input } from '#components/ui/field.tsx';
import { useTexts } from '#lib/client/texts.tsx';

const MAX_LENGTH = 200;

interface TitleEditProps {
  title: string;
  onSave: (title: string) => Promise<boolean>;
  onClose: () => void;
}

/** The title as a field: Enter keeps it, Escape leaves it as it was. */
export function TitleEdit({ title, onSave, onClose }: TitleEditProps) {
  const t = useTexts();
  const [value, setValue] = useState(title);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const save = async () => {
    const next = value.trim();
    if (next === '' || next === title) return onClose();
    setBusy(true);
    const saved = await onSave(next);
    setBusy(false);
    if (saved) onClose();
    else field.current?.focus();
  };
  return (
    <form
      className="flex max-w-[720px] items-center gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Input
        ref={field}
        aria-label={t('episode.titleField')}
        value={value}
        maxLength={MAX_LENGTH}
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setValue(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
        className="font-semibold text-16"
      />
      <IconButton type="submit" label={t('episode.saveTitle')} disabled={busy || value.trim() === ''}>
        <Check aria-hidden="true" />
      </IconButton>
      <IconButton label={t('episode.leaveTitle')} onClick={onClose}>
        <X aria-hidden="true" />
      </IconButton>
    </form>
  );
}
