import type { ErrorCode } from '../error-codes.ts';
import type { subjects } from './en/index.ts';
import type { PageProblem } from './en/page-problems.ts';
import type { Translated } from './message.ts';

type English = typeof subjects;

/** All words of the pages in one language. Plain data: the server sends that of one language with the page. */
export interface Catalogue {
  readonly subjects: { readonly [S in keyof English]: Translated<English[S]> };
  readonly problems: Readonly<Record<ErrorCode | PageProblem, ProblemText>>;
  /** The sentences of the server as it says them, by which they are recognised; null where that is this language. */
  readonly heard: English['said'] | null;
}

export interface ProblemText {
  /** What happened, without a full stop. */
  readonly title: string;
  /** What is safe, and what to do. */
  readonly action: string;
}

/** 'home.title', 'upload.paused' … */
export type Key = { [S in keyof English]: `${S}.${keyof English[S] & string}` }[keyof English];

/** The English message of a key: its places tell what has to be given. */
export type MessageAt<K extends Key> = K extends `${infer S extends keyof English}.${infer Name}`
  ? Name extends keyof English[S]
    ? English[S][Name]
    : never
  : never;
