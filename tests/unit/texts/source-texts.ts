import { parseAst } from 'vitest/node';
import type { SourceFile } from '../project/source-files.ts';

/** Attributes and properties whose text a person reads. */
const READ =
  /^(label|title|text|help|legend|placeholder|alt|sentence|description|message|valueText|caption|hint|aria-label|aria-description|aria-roledescription|aria-valuetext)$/;
/** Parts of a program that hold no words of the page. */
const SILENT = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'ThrowStatement', 'TSTypeAliasDeclaration']);
/** Not the name, which is the same everywhere. */
const WORD = /^(?!PodPromo$).*\p{L}{2,}/su;
const CAPITAL_WORD = /^\p{Lu}\p{Ll}+/u;
/** "Choose files": a capital letter, then more words. */
const PHRASE = /^\p{Lu}[\p{L}'’]*,? +[\p{L}{$]/u;

/** Texts that are written into a component instead of the catalogue. */
export function literalTexts(file: SourceFile): string[] {
  const found: string[] = [];
  walk(parse(file), (node, parent) => {
    if (typeof node.type !== 'string') return false;
    if (SILENT.has(node.type) || isAside(node)) return false;
    if (node.type === 'JSXText' && WORD.test(String(node.value).trim())) found.push(String(node.value).trim());
    const text = textOf(node);
    if (text === null) return true;
    const read = nameOf(parent);
    if (PHRASE.test(text) || (read !== null && READ.test(read) && CAPITAL_WORD.test(text))) found.push(text);
    return true;
  });
  return found;
}

/** Keys of texts, written as such ('home.title') or begun (`stages.${stage}`, then 'stages.'). */
export function usedKeys(file: SourceFile, subjects: readonly string[]): { whole: string[]; begun: string[] } {
  const whole: string[] = [];
  const begun: string[] = [];
  const isKey = (text: string) => subjects.some((subject) => text.startsWith(`${subject}.`));
  walk(parse(file), (node) => {
    if (node.type === 'ImportDeclaration') return false;
    if (node.type === 'TemplateLiteral' && Array.isArray(node.expressions) && node.expressions.length > 0) {
      const start = textOf(node);
      if (start !== null && isKey(start)) begun.push(start);
    } else {
      const text = textOf(node);
      if (text !== null && isKey(text)) whole.push(text);
    }
    return true;
  });
  return { whole, begun };
}

interface Node {
  readonly [name: string]: unknown;
}

function parse(file: SourceFile): unknown {
  return parseAst(file.text, { lang: file.path.endsWith('x') ? 'tsx' : 'ts' });
}

/** Errors and the console speak to people who write programs. */
function isAside(node: Node): boolean {
  if (node.type === 'NewExpression') return /Error$/.test(String(child(node.callee)?.name ?? ''));
  if (node.type !== 'CallExpression') return false;
  return child(child(node.callee)?.object)?.name === 'console';
}

/** Text of a literal; of a template its first part. */
function textOf(node: Node): string | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis)) return null;
  const first = child(child(node.quasis[0])?.value)?.cooked;
  return typeof first === 'string' ? first : null;
}

/** Name of the attribute or property that a value belongs to. */
function nameOf(parent: Node | null): string | null {
  const name = child(parent?.type === 'JSXAttribute' ? parent.name : parent?.type === 'Property' ? parent.key : null);
  return typeof name?.name === 'string' ? name.name : null;
}

function child(value: unknown): Node | null {
  return typeof value === 'object' && value !== null ? { ...value } : null;
}

/** Visits every node; false keeps out of what is below. */
function walk(value: unknown, visit: (node: Node, parent: Node | null) => boolean, parent: Node | null = null): void {
  if (Array.isArray(value)) {
    for (const each of value) walk(each, visit, parent);
    return;
  }
  const node = child(value);
  if (!node || (typeof node.type === 'string' && !visit(node, parent))) return;
  for (const [name, each] of Object.entries(node)) {
    if (name !== 'parent' && typeof each === 'object') walk(each, visit, typeof node.type === 'string' ? node : parent);
  }
}
