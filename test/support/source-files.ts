/** The files of src/ with what they import, for the tests of how the house is built. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Import {
  /** As written. */
  specifier: string;
  /** The file under src/ that it names; null for packages, Node's modules and generated code. */
  target: string | null;
  /** Gone at run time. `import { type A }` is not: it still loads the module. */
  typeOnly: boolean;
}

export interface SourceFile {
  /** Below src/, such as `flags/flag.ts`. */
  path: string;
  text: string;
  lines: number;
  imports: Import[];
}

export function readSourceFiles(folder: string): SourceFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => name.split(path.sep).join('/'))
    .toSorted()
    .map((name) => sourceFile(name, readFileSync(path.join(folder, name), 'utf8')));
}

export function sourceFile(name: string, text: string): SourceFile {
  return { path: name, text, lines: text.trimEnd().split('\n').length, imports: importsOf(name, text) };
}

/**
 * Static imports and re-exports begin their line and end with the quoted module; the formatter sees to it. What is in
 * between holds neither quotes nor semicolons, so code and comments cannot pass for one.
 */
const STATIC =
  /^(?:import|export)(?<type>\s+type\b)?(?:[^'"`;=]*?\bfrom)?\s*(?<quote>['"])(?<specifier>[^'"]+)\k<quote>/gm;
const DYNAMIC = /\bimport\(\s*(?<quote>['"`])(?<specifier>[^'"`]+)\k<quote>/g;

function importsOf(name: string, text: string): Import[] {
  return [...text.matchAll(STATIC), ...text.matchAll(DYNAMIC)].map(({ groups }) => {
    const specifier = groups?.['specifier'] ?? '';
    return { specifier, target: targetOf(name, specifier), typeOnly: groups?.['type'] !== undefined };
  });
}

function targetOf(name: string, specifier: string): string | null {
  if (specifier.startsWith('#src/')) return specifier.slice('#src/'.length);
  if (!specifier.startsWith('.')) return null;
  const target = path.posix.join(path.posix.dirname(name), specifier);
  return target.startsWith('../') ? null : target;
}
