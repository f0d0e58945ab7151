import { describe, expect, it } from 'vitest';
import { comboOf, isSingle, keyNames } from '#components/keyboard/keys.ts';
import { findCommands } from '#components/keyboard/palette-commands.ts';
import { ShortcutBook } from '#components/keyboard/shortcut-book.ts';

const press = (key: string, held: { ctrl?: boolean; meta?: boolean; shift?: boolean; alt?: boolean } = {}) =>
  comboOf({
    key,
    ctrlKey: held.ctrl ?? false,
    metaKey: held.meta ?? false,
    shiftKey: held.shift ?? false,
    altKey: held.alt ?? false,
  });

describe('what was pressed', () => {
  it('is written in one way, whatever the machine', () => {
    expect(press('z', { ctrl: true })).toBe('mod+z');
    expect(press('Z', { meta: true, shift: true })).toBe('mod+shift+z');
    expect(press(' ')).toBe('Space');
    expect(press('J')).toBe('j');
    expect(press('ArrowLeft', { shift: true })).toBe('shift+ArrowLeft');
  });

  it('names Shift only where it makes no other sign', () => {
    expect(press('?', { shift: true })).toBe('?');
    expect(press('N', { shift: true })).toBe('shift+n');
    expect(press('4')).toBe('4');
  });

  it('is a single key unless Ctrl or the command key is held', () => {
    expect(['j', 'Space', 'shift+n', 'Delete'].every(isSingle)).toBe(true);
    expect(isSingle('mod+k')).toBe(false);
    expect(keyNames('shift+ArrowLeft')).toEqual(['⇧', '←']);
  });
});

it('the keys of what came last on the page count, and go with it', () => {
  const book = new ShortcutBook();
  const shortcut = (label: string) => ({ keys: ['e'], label, group: 'rating' as const, run: () => undefined });
  book.add(() => [shortcut('page')]);
  const leave = book.add(() => [shortcut('editor')]);
  expect(book.find('e')?.label).toBe('editor');
  leave();
  expect(book.find('e')?.label).toBe('page');
  expect(book.find('q')).toBeUndefined();
});

describe('the palette', () => {
  const command = (name: string, group = 'Actions') => ({ id: name, name, group, run: () => undefined });
  const all = [
    command('Split here'),
    command('Settings', 'Pages'),
    command('Édition spéciale', 'Episodes'),
    command('Reset'),
  ];
  const found = (query: string) => findCommands(all, query).map(({ name }) => name);

  it('finds by parts of a name, beginnings first, without accents', () => {
    expect(found('se')).toEqual(['Settings', 'Reset']);
    expect(found('edition')).toEqual(['Édition spéciale']);
    expect(found('here split')).toEqual(['Split here']);
    expect(found('nothing')).toEqual([]);
  });

  it('shows everything in its order where nothing is written', () => {
    expect(found('')).toEqual(all.map(({ name }) => name));
  });
});
