import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What makes a test file need a process of its own: databases of its own, Redis, other programs. */
const STARTS_SOMETHING = ['test/support/database.ts', 'test/support/redis.ts', 'node:child_process'];

/**
 * The test files below `root` that start nothing, as paths from there: neither they nor what they import, directly or
 * through others, reaches what starts something.
 */
export function pureTestFiles(root: string): string[] {
  const importsOf = new Map<string, string[]>();
  const reaches = (file: string, seen: Set<string>): boolean => {
    if (STARTS_SOMETHING.includes(file)) return true;
    if (seen.has(file)) return false;
    seen.add(file);
    const imports = importsOf.get(file) ?? readImports(root, file);
    importsOf.set(file, imports);
    return imports.some((next) => reaches(next, seen));
  };
  return readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => `test/${name.split(path.sep).join('/')}`)
    .filter((file) => file.endsWith('.test.ts') && !reaches(file, new Set()));
}

/** Imports and re-exports that exist at run time: `import type` does not. The formatter begins each on a line of its own. */
const IMPORT = /^(?:import|export)\b(?!\s+type\b)(?:[^'";=]*?\bfrom)?\s*'([^']+)'|\bimport\('([^']+)'\)/gm;

function readImports(root: string, file: string): string[] {
  const known = path.join(root, file);
  if (!file.endsWith('.ts') || !existsSync(known)) return [];
  return [...readFileSync(known, 'utf8').matchAll(IMPORT)].map(([, fixed, lazy]) => {
    const specifier = fixed ?? lazy ?? '';
    if (specifier.startsWith('#')) return specifier.slice(1);
    return specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier;
  });
}
