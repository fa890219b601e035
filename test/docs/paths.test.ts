/** Documentation and comments name files by path or by name: a file that is moved or renamed must not be left behind there. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const docs = ['README.md', 'CHANGELOG.md', ...filesIn('docs').filter((file) => file.endsWith('.md'))];
const sources = filesIn('src').filter((file) => file.endsWith('.ts'));
const fileNames = new Set(
  ['src', 'packages/engine/src', 'test', 'scripts', 'prisma'].flatMap(filesIn).map((file) => basename(file)),
);

it('paths below src, test, docs, scripts and prisma in README, CHANGELOG and docs: each exists', () => {
  expect(docs).toContain('docs/architecture.md');
  expect(docs.flatMap((file) => missingPaths(file, read(file)))).toEqual([]);
});

it('paths below src, test, docs, scripts and prisma in comments of src: each exists', () => {
  expect(sources.flatMap((file) => missingPaths(file, commentsOf(read(file))))).toEqual([]);
});

it('source files named without a folder in docs and in comments of src: each exists', () => {
  const texts = [
    ...docs.map((file) => ({ file, text: read(file) })),
    ...sources.map((file) => ({ file, text: commentsOf(read(file)) })),
  ];
  const missing = texts.flatMap(({ file, text }) =>
    [...text.matchAll(/(?<![\w.-])\w[\w.-]*\.(?:ts|sql)\b/g)]
      .filter(([name]) => !fileNames.has(name) && !existsSync(new URL(name, root)))
      .map(([name]) => `${file}: ${name}`),
  );
  expect(missing).toEqual([]);
});

function missingPaths(file: string, text: string): string[] {
  return [...text.matchAll(/(?<![\w./#@-])(?:src|test|docs|scripts|prisma)\/[\w./-]*\w/g)]
    .filter(([path]) => !existsSync(new URL(path, root)))
    .map(([path]) => `${file}: ${path}`);
}

function commentsOf(source: string): string {
  return [...source.matchAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm)].map(([comment]) => comment).join('\n');
}

function filesIn(folder: string): string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map(
    (file) => `${folder}/${file}`,
  );
}

function read(file: string): string {
  return readFileSync(new URL(file, root), 'utf8');
}
