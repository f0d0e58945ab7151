'use client';

import { Children, createContext, Fragment, type ReactNode, useContext, useMemo } from 'react';
import type { Catalogue } from '#lib/shared/texts/catalogue.ts';
import type { Language } from '#lib/shared/texts/languages.ts';
import type { Marked } from '#lib/shared/texts/message.ts';
import { createTexts, type Texts } from '#lib/shared/texts/texts.ts';

export type { Texts };

const TextsContext = createContext<Texts | null>(null);

interface TextsProviderProps {
  language: Language;
  catalogue: Catalogue;
  children: ReactNode;
}

/** Brings the words of one language to all that stands below. */
export function TextsProvider({ language, catalogue, children }: TextsProviderProps) {
  const texts = useMemo(() => createTexts(language, catalogue), [language, catalogue]);
  return <TextsContext value={texts}>{children}</TextsContext>;
}

/** The words of the page: `const t = useTexts(); t('home.title')`. */
export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (!texts) throw new Error('no TextsProvider above');
  return texts;
}

/** A text whose marks become elements: `rich(t.parts('queue.paused'), { b: (text) => <b>{text}</b> })`. */
export function rich(
  parts: readonly (string | Marked)[],
  elements: Readonly<Record<string, (text: string) => ReactNode>>,
): ReactNode {
  return Children.toArray(
    parts.map((part, at) =>
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text keep their order
      typeof part === 'string' ? part : <Fragment key={at}>{elements[part.tag]?.(part.text) ?? part.text}</Fragment>,
    ),
  );
}
