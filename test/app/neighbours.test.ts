/**
 * One project does what limits and shares are for, all of it at once, and another one notices nothing: no operation of it
 * fails, each delivery is made at the first attempt, and its subscription gets every event. How fast is not asserted.
 */

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { ADMIN_TOKEN, type TestApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook, setFlagEnabled } from '#test/support/builders.ts';
import { createTestDatabase, type TestDatabase } from '#test/support/database.ts';
import { type DnsServer, settingsFor, startDnsServer } from '#test/support/dns-server.ts';
import { type Answered, openLoudProject } from '#test/support/loud-project.ts';
import { endAll, type GogreenProcess, startGogreen } from '#test/support/process.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { runAt } from '#test/support/run-at.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';

const WatchNeighbour = graphql(`
  subscription NeighbourEvents($projectKey: String!) {
    events(projectKey: $projectKey, afterSequence: 1) { sequence }
  }
`);

const CHANGES = 20;

let database: TestDatabase;
let receiver: Receiver;
let hanging: Receiver;
let gogreen: GogreenProcess;
let url: string;
let api: Pick<TestApp, 'run'>;
let names: DnsServer;

beforeAll(async () => {
  [database, receiver, hanging, names] = await Promise.all([
    createTestDatabase(),
    startReceiver(),
    startReceiver(),
    startDnsServer(),
  ]);
  hanging.hang();
  names.ignores = (question) => question.endsWith('.unanswered.test');
  names.names.set('quiet.test', ['127.0.0.1']);
  const port = await findFreePort();
  url = `http://127.0.0.1:${port}`;
  gogreen = await startGogreen({
    DATABASE_URL: database.url,
    PORT: String(port),
    GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
    GOGREEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    EGRESS_ALLOW: '127.0.0.0/8',
    ...settingsFor(names),
  });
  await gogreen.waitFor(/GoGreen is up/);
  api = runAt(url);
  await createProject(api, { key: 'quiet' });
  await createFlag(api, { projectKey: 'quiet', key: 'flag' });
  await createWebhook(api, { projectKey: 'quiet', url: `http://quiet.test:${receiver.port}` });
}, 120_000);
afterAll(async () => {
  await endAll();
  await Promise.all([receiver?.close(), hanging?.close(), names?.[Symbol.asyncDispose]()]);
  await database?.drop();
});

async function post(token: string, query: string, variables: object = {}): Promise<Answered> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answered;
}

test('a project that does everything that is limited: another one loses nothing, and the loud one is told why', async () => {
  const { works } = await openLoudProject(api, url, {
    key: 'loud',
    hanging: hanging.url,
    unansweredDomain: 'unanswered.test',
  });
  const quiet = await subscribeSse(url, WatchNeighbour, { projectKey: 'quiet' });

  let isOver = false;
  const told = new Map<string, Set<string>>();
  const failures: string[] = [];
  const noise = Object.entries(works).map(async ([what, work]) => {
    for (let round = 0; !isOver; round += 1) {
      const answer = await work(round);
      for (const { extensions, message } of answer?.errors ?? []) {
        const codes = told.get(what) ?? new Set();
        told.set(what, codes.add(extensions.code));
        if (/Something went wrong/.test(message)) failures.push(`${what}: ${message}`);
      }
    }
  });
  const query = `{ evaluateFlags(projectKey: "quiet", environmentKey: "production", context: {}) { value } }`;
  for (let change = 0; change < CHANGES; change += 1) {
    await setFlagEnabled(api, {
      projectKey: 'quiet',
      flagKey: 'flag',
      environmentKey: 'production',
      enabled: change % 2 === 0,
    });
    expect((await post(ADMIN_TOKEN, query)).data).toEqual({ evaluateFlags: [{ value: change % 2 === 0 }] });
  }
  await receiver.waitFor(CHANGES);
  isOver = true;
  await Promise.all(noise);

  expect(await quiet.waitFor(CHANGES)).toHaveLength(CHANGES);
  await quiet.leave();
  const { data } = await post(
    ADMIN_TOKEN,
    '{ project(key: "quiet") { deliveries(first: 100) { edges { node { status attemptCount } } } } }',
  );
  const project = data?.['project'] as { deliveries: { edges: { node: object }[] } };
  expect(new Set(project.deliveries.edges.map(({ node }) => JSON.stringify(node)))).toEqual(
    new Set([JSON.stringify({ status: 'DELIVERED', attemptCount: 1 })]),
  );
  expect(project.deliveries.edges).toHaveLength(CHANGES);
  expect(
    failures,
    gogreen
      .output()
      .split('\n')
      .filter((line) => /"level":"error"/.test(line))
      .slice(0, 3)
      .join('\n'),
  ).toEqual([]);
  expect(Object.fromEntries([...told].map(([what, codes]) => [what, [...codes].toSorted()]))).toEqual({
    'large events are read under ten aliases': ['LIMIT_EXCEEDED'],
    'long lists of keys are evaluated': ['INVALID_INPUT'],
  });
  expect(peakMemoryMiB(gogreen.pid)).toBeLessThan(1_500);
}, 240_000);

function peakMemoryMiB(pid: number): number {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) / 1_024;
}
