'use client';

import { Dialog } from '#components/ui/dialog.tsx';
import { useTexts } from '#lib/client/texts.tsx';
import { keyNames, modName } from './keys.ts';
import type { Shortcut, ShortcutBook, ShortcutGroup } from './shortcut-book.ts';
import { useSingleKeys } from './use-shortcuts.ts';

const GROUPS: readonly ShortcutGroup[] = ['everywhere', 'playing', 'cutting', 'rating'];

/** All keys of the page as it is now. */
export function HelpSheet({ open, onClose, book }: { open: boolean; onClose: () => void; book: ShortcutBook }) {
  const t = useTexts();
  const on = useSingleKeys();
  const everywhere: Shortcut[] = [
    { keys: ['mod+k'], label: t('keyboard.palette'), group: 'everywhere', run: () => undefined },
    { keys: ['?'], label: t('keyboard.help'), group: 'everywhere', run: () => undefined },
  ];
  const all = open ? [...everywhere, ...book.all()] : everywhere;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t('keyboard.helpTitle')}
      description={on ? t('keyboard.helpText') : t('keyboard.helpOff', { mod: modName() })}
      className="max-w-[640px]"
    >
      <div className="mt-4 grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {GROUPS.map((group) => {
          const some = all.filter((shortcut) => shortcut.group === group);
          if (some.length === 0) return null;
          return (
            <section key={group} aria-label={t(`keyboard.${group}`)}>
              <h3 className="font-semibold text-13">{t(`keyboard.${group}`)}</h3>
              <dl className="mt-1.5 grid gap-1">
                {some.map(({ keys, label }) => (
                  <div key={label} className="flex items-center gap-3 text-13">
                    <dt className="min-w-0 flex-1">{label}</dt>
                    <dd className="flex shrink-0 items-center gap-1.5">
                      <Keys keys={keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}

/** At most two ways to press it; a row of digits as its ends. */
function Keys({ keys }: { keys: readonly string[] }) {
  const digits = keys.length > 2 && keys.every((key) => /^\d$/.test(key));
  const shown = digits ? [keys[0], keys.at(-1)] : keys.slice(0, 2);
  return shown.map((combo, at) => (
    <span key={combo} className="flex items-center gap-1">
      {at > 0 ? (
        <span aria-hidden="true" className="mr-0.5 text-muted">
          {digits ? '–' : '/'}
        </span>
      ) : null}
      {keyNames(combo ?? '').map((name) => (
        <kbd
          key={name}
          className="min-w-6 rounded-mark border border-edge bg-stage px-1.5 text-center font-mono text-12"
        >
          {name}
        </kbd>
      ))}
    </span>
  ));
}
