/** How the packages for applications are built. The engine has rules of its own (test/architecture.test.ts). */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  crowdedFolders,
  cycles,
  needlessSpreads,
  wrongExports,
  wrongNames,
  wrongSizes,
} from '#test/support/house-rules.ts';
import { readSourceFiles, type SourceFile, sourceFile } from '#test/support/source-files.ts';

const packages = path.resolve(import.meta.dirname, '../../packages');

/** Files that run in Node.js only, and are reached by entries of their own. */
const FOR_NODE: Record<string, string[]> = { client: ['stores/file-store.ts', 'codegen/main.ts'] };

const USES_NODE = /\b(process|Buffer|require|setImmediate|__dirname|__filename)\b\s*[.([]/;
const COMMENTS = /\/\*[\s\S]*?\*\/|\/\/.*$/gm;

/** What a file uses that its package does not have everywhere: other packages than those it names, and Node.js. */
function strangers(files: SourceFile[], declared: string[], forNode: string[]): string[] {
  return files.flatMap(({ path: name, text, imports }) => {
    const isForNode = forNode.includes(name);
    const unknown = imports
      .filter(({ target, specifier }) => target === null || specifier.startsWith('#'))
      .filter(({ specifier }) => !(isForNode && specifier.startsWith('node:')))
      .filter(
        ({ specifier }) =>
          !declared.some((known) => specifier === known || specifier.startsWith(`${known}/`)),
      )
      .map(({ specifier }) => `${name} must not import ${specifier}`);
    const usesNode = !isForNode && USES_NODE.test(text.replaceAll(COMMENTS, ''));
    return [...unknown, ...(usesNode ? [`${name} uses what only Node.js has`] : [])];
  });
}

describe.each(['client', 'openfeature-server', 'openfeature-web'])('packages/%s', (name) => {
  const files = readSourceFiles(path.join(packages, name, 'src'));
  const manifest = JSON.parse(readFileSync(path.join(packages, name, 'package.json'), 'utf8'));
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

  test('imports only what its package.json names, and Node.js only where it has an entry for it', () => {
    expect(files.length).toBeGreaterThan(1);
    expect(strangers(files, declared, FOR_NODE[name] ?? [])).toEqual([]);
  });

  test('package.json names nothing that is not imported', () => {
    const specifiers = files.flatMap(({ imports }) => imports.map(({ specifier }) => specifier));
    const unused = declared.filter(
      (known) => !specifiers.some((specifier) => specifier === known || specifier.startsWith(`${known}/`)),
    );
    expect(unused).toEqual([]);
  });

  test('has short files with names, in folders that are not crowded, without cycles', () => {
    const faults = [wrongNames, wrongExports, crowdedFolders, cycles, needlessSpreads];
    expect(faults.flatMap((rule) => rule(files))).toEqual([]);
  });
});

test('the files of all packages for applications together: short', () => {
  const names = ['client', 'openfeature-server', 'openfeature-web'];
  expect(wrongSizes(names.flatMap((name) => readSourceFiles(path.join(packages, name, 'src'))))).toEqual([]);
});

test.each([
  ['a module of Node.js', `import { readFile } from 'node:fs/promises';`],
  ['another package', `import { z } from 'zod';`],
  ['the server', `import { a } from '#src/flags/flag.ts';`],
  ['a global of Node.js', 'const bytes = Buffer.from(text);'],
])('the rule of imports finds: %s', (_name, text) => {
  expect(strangers([sourceFile('flag-client.ts', text)], ['gogreen-engine'], [])).not.toEqual([]);
});
