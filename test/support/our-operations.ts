/** Every operation that is written down anywhere: what the limits of operations must leave room for. */

import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { getIntrospectionQuery, parse, print, validate } from 'graphql';
import * as typedDocuments from '#generated/graphql/graphql.ts';
import { graphiqlTabs } from '#src/http/pages/graphiql-tabs.ts';
import { pages } from '#src/http/pages/pages.ts';
import { EVENT } from '#test/support/make-change.ts';
import { printedSchema } from '#test/support/selection.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** By name. Only what the schema accepts: texts that are made to be refused are none of ours. */
export function readOurOperations(): Map<string, string> {
  const found = new Map<string, string>([
    ['introspection', getIntrospectionQuery()],
    ['introspection with all it can ask for', getIntrospectionQuery(EVERYTHING)],
    ['everything of an event, live', `subscription { events(projectKey: "shop") ${EVENT} }`],
    ['everything of a page of events', PAGE_OF_EVENTS],
    ...graphiqlTabs.map(({ query }, at): [string, string] => [`tab ${at + 1} of GraphiQL`, query]),
    ...pages.map((page): [string, string] => [`page ${page.path}`, page.query(ANY_PARAMS)]),
  ]);
  for (const [name, document] of Object.entries(typedDocuments))
    if (typeof document === 'object' && 'kind' in document) found.set(name, print(document as never));
  // What attacks is not ours.
  const files = globSync(['README.md', 'docs/*.md', 'test/**/*.ts'], {
    cwd: root,
    exclude: ['test/attacks/**'],
  });
  for (const file of files)
    for (const [at, text] of textsIn(file).entries()) found.set(`${file} (${at + 1})`, text);
  return new Map([...found].filter(([, text]) => isAccepted(text)));
}

const EVERYTHING = {
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
};
const PAGE_OF_EVENTS = `{ project(key: "shop") { events { edges { node ${EVENT} } pageInfo { hasNextPage endCursor } } } }`;
const ANY_PARAMS = {
  projectKey: 'shop',
  flagKey: 'new-checkout',
  integrationId: 'intg_1',
  changeRequestId: 'cr_1',
  experimentId: 'exp_1',
};

/** Blocks of GraphQL in prose, and whatever stands between backticks in code. */
function textsIn(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const pattern = file.endsWith('.md')
    ? /^```graphql\n([\s\S]*?)^```/gm
    : /[`']\s*((?:query|mutation|subscription|\{)[^`'$]*(?:\$\w[^`'$]*)*)[`']/g;
  return [...text.matchAll(pattern)].map(([, found]) => found ?? '');
}

function isAccepted(text: string): boolean {
  try {
    return validate(printedSchema, parse(text)).length === 0;
  } catch {
    return false;
  }
}
