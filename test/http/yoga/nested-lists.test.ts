import { expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { everyRow } from '#test/support/every-row.ts';
import { textsOf } from '#test/support/sql-statements.ts';

const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  for (const projectKey of ['shop', 'site']) {
    await createProject(gogreen, { key: projectKey });
    for (const url of ['http://127.0.0.1:9/a', 'http://127.0.0.1:9/b']) {
      await createWebhook(gogreen, { projectKey, url });
      await createFlag(gogreen, { projectKey });
    }
  }
});

const PAGE = '(first: 1) { edges { node { id } } }';
const INTEGRATIONS = (selection: string) => `integrations { ${selection} }`;
/** Each list in pages that is below something of which there can be several. */
const nested: [list: string, table: string, selection: string][] = [
  ['flags of projects', 'flags', `flags${PAGE}`],
  ['deliveries of projects', 'deliveries', `deliveries${PAGE}`],
  ['recoveries of projects', 'recoveries', `recoveries${PAGE}`],
  ['change requests of projects', 'change_requests', `changeRequests${PAGE}`],
  ['experiments of projects', 'experiments', `experiments${PAGE}`],
  ['events of projects', 'events', `events${PAGE}`],
  ['deliveries of integrations', 'deliveries', INTEGRATIONS(`deliveries${PAGE}`)],
  ['events of flags', 'events', `flags(first: 2) { edges { node { events${PAGE} } } }`],
  [
    'change requests of flags',
    'change_requests',
    `flags(first: 2) { edges { node { changeRequests${PAGE} } } }`,
  ],
  ['experiments of flags', 'experiments', `flags(first: 2) { edges { node { experiments${PAGE} } } }`],
];

test('pages of nested lists: are read with a LIMIT for each parent, not cut in memory', async ({
  gogreen,
}) => {
  await everyRow(nested, async ([, table, selection]) => {
    const texts = await textsOf(gogreen.app.database.pool, async () => {
      const { errors } = await gogreen.send(`{ projects(first: 10) { edges { node { ${selection} } } } }`);
      expect(errors).toBeUndefined();
    });
    const lists = texts.filter((text) => new RegExp(`FROM ("public"\\.)?"${table}"`, 'i').test(text));
    expect(lists.length).toBeGreaterThan(1);
    expect(lists.filter((text) => !/\bLIMIT\b/i.test(text))).toEqual([]);
  });
});
