/** What the documentation says about the API has to match schema.graphql. */

import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { graphqlOf, pageNames, readPage } from '#test/support/doc-pages.ts';
import { printedSchema } from '#test/support/selection.ts';
import { readSourceFiles } from '#test/support/source-files.ts';

const root = new URL('../../', import.meta.url);

it('GraphQL documents in README and docs: each is valid against the schema', () => {
  const documents = pageNames.flatMap((page) =>
    graphqlOf(readPage(page)).map((document) => ({ page, document })),
  );
  expect(documents.length).toBeGreaterThan(30);
  const invalid = documents.flatMap(({ page, document }) =>
    validate(printedSchema, parse(document)).map(({ message }) => `${page}: ${message}`),
  );
  expect(invalid).toEqual([]);
});

it('camelCase names in backticks in README and docs: each occurs in the schema or the code', () => {
  const code = [
    readFileSync(new URL('schema.graphql', root), 'utf8'),
    ...[
      'src',
      'packages/client/src',
      'packages/openfeature-server/src',
      'packages/openfeature-web/src',
    ].flatMap((folder) => readSourceFiles(new URL(folder, root).pathname).map(({ text }) => text)),
    ...['package.json', 'prisma/schema.prisma'].map((file) => readFileSync(new URL(file, root), 'utf8')),
  ].join('\n');
  const known = new Set(code.match(/\w+/g));
  // Of Traefik's configuration.
  known.add('forwardedHeaders');
  // Of TypeScript's.
  known.add('skipLibCheck');
  // The attributes in New Relic, gogreen…, are composed in the code.
  const unknown = pageNames.flatMap((page) => {
    const text = readPage(page);
    // Names that the page's own examples declare.
    const declared = new Set(
      Array.from(text.matchAll(/\b(?:const|function|class) (\w+)/g), ([, name]) => name),
    );
    return [...text.matchAll(/`(?!gogreen)([a-z]+[A-Z]\w*)`/g)]
      .filter(([, name = '']) => !known.has(name) && !declared.has(name))
      .map(([, name]) => `${page}: ${name}`);
  });
  expect(unknown).toEqual([]);
});
