/** What a child does for us; each kind has its own limits. */
export type ChildKind =
  /** ffmpeg that decodes or encodes. */
  | 'media'
  /** ffprobe, and questions about versions: writes no file. */
  | 'probe'
  /** The speech engine. */
  | 'speech'
  /** A program of ours on our own Node: faces, sentence vectors. */
  | 'script'
  /** Compilers and pip: they read nothing that a person supplied, and need the machine as it is. */
  | 'tool';

/** What a child may touch. Where the machine allows it, nothing else is there for it. */
export interface Confinement {
  readonly kind: ChildKind;
  /** Absolute paths of files and folders that it reads. */
  readonly reads?: readonly string[];
  /** Absolute paths of folders that it writes into. */
  readonly writes?: readonly string[];
  /** It may use a graphics card; the speech engine always may. */
  readonly graphics?: boolean;
}

/** A program and its arguments, as they are started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}
