'use client';

import { Failure } from '#components/layout/failure.tsx';
import { readLanguage } from '#lib/client/language.ts';
import { stopped as german } from '#lib/shared/texts/de/stopped.ts';
import { stopped as english } from '#lib/shared/texts/en/stopped.ts';
import { type Language, pickLanguage } from '#lib/shared/texts/languages.ts';
import { fill } from '#lib/shared/texts/message.ts';
import './globals.css';

/** The layout failed, and with it the texts that it brings. */
const WORDS = { en: english, de: german } as const;

export default function Page({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const language = languageHere();
  const words = WORDS[language];
  return (
    <html lang={language}>
      <body className="flex min-h-dvh flex-col">
        <title>PodPromo</title>
        <Failure
          error={error}
          onRetry={reset}
          words={{ ...words, log: fill(words.log, { digest: error.digest ?? '' }) }}
        />
      </body>
    </html>
  );
}

function languageHere(): Language {
  if (typeof document === 'undefined') return 'en';
  return pickLanguage(readLanguage(), navigator.languages.join(','));
}
