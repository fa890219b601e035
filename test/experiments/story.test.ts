import { expect } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver, type WithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, updateFlagEnvironment } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import {
  concludeExperiment,
  conversions,
  createExperiment,
  readExperiment,
  recordResults,
} from '#test/support/experiments.ts';
import { tryCreateIntegration } from '#test/support/integrations.ts';
import type { Receiver } from '#test/support/receiver.ts';

const HOUR = 3_600_000;
const place = { projectKey: 'shop', flagKey: 'new-checkout', environmentKey: 'production' };

const clock = stopClockForFile();
const test = testWithReceiver();

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop', name: 'Shop' });
  await createFlag(gogreen, { projectKey: 'shop', key: 'new-checkout', name: 'New checkout' });
  const rollout = {
    bucketBy: 'userId',
    weights: [
      { variation: 'off', weight: 50 },
      { variation: 'on', weight: 50 },
    ],
  };
  await updateFlagEnvironment(gogreen, { ...place, enabled: true, fallthrough: { rollout } });
});

test('an experiment goes from draft to significance, with a message in Slack at once, and its winner is applied', async ({
  gogreen,
  receiver: slack,
}) => {
  const { events } = await log(gogreen);
  expect(events.map(({ type }) => type)).toEqual(['FLAG_CREATED', 'FLAG_UPDATED']);
  await connectSlack({ gogreen, receiver: slack });

  const id = await createExperiment(gogreen, place, { reportEveryMinutes: 24 * 60 });
  const { data } = await gogreen.send(
    `mutation ($id: ID!) {
      startExperiment(input: { experimentId: $id, comment: "Here we go." }) {
        __typename ... on StartExperimentPayload { event { type } experiment { state } }
      }
    }`,
    { id },
  );
  expect(data?.['startExperiment']).toEqual({
    __typename: 'StartExperimentPayload',
    event: { type: 'EXPERIMENT_STARTED' },
    experiment: { state: 'RUNNING' },
  });
  expect(await messageNumber(slack, 1)).toContain('“Shorter checkout”: "on" against "off"');

  // The first totals of the first day are told of; those that follow are not, until one of them is significant.
  clock.advance(HOUR);
  const first = await record(gogreen, id, { off: [500, 30], on: [510, 34] });
  expect(first.event).not.toBeNull();
  expect(first.results.treatments).toMatchObject([{ verdict: 'UNDECIDED' }]);
  expect(await messageNumber(slack, 2)).toContain('Experiment results: New checkout (new-checkout)');
  clock.advance(HOUR);
  expect((await record(gogreen, id, { off: [2_000, 120], on: [2_030, 141] })).event).toBeNull();
  clock.advance(HOUR);
  const significant = await record(gogreen, id, { off: [5_000, 300], on: [5_040, 374] });
  expect(significant.event?.significanceReached).toEqual(['on']);
  const message = await messageNumber(slack, 3);
  expect(message).toContain('Experiment has significant results: New checkout (new-checkout)');
  expect(message).toContain('"on" is now significantly better than "off"');
  expect(message).toContain('"off": 6% (300 of 5,000), the control.');
  expect(message).toContain(
    '"on": 7.42% (374 of 5,040); better, +23.7% (95% interval +6.79% to +43.2%), p = 0.0045, chance to beat control 99.78%.',
  );
  // It stays significant: that is told of once, and then once a day.
  clock.advance(HOUR);
  expect((await record(gogreen, id, { off: [6_000, 360], on: [6_040, 450] })).event).toBeNull();
  clock.advance(24 * HOUR);
  expect(
    (await record(gogreen, id, { off: [7_000, 420], on: [7_040, 525] })).event?.significanceReached,
  ).toEqual([]);
  clock.advance(HOUR);
  expect((await record(gogreen, id, { off: [7_100, 426], on: [7_140, 533] })).event).toBeNull();
  await messageNumber(slack, 4);
  // Slack takes a message a second.
  clock.advance(HOUR);

  const concluded = await concludeExperiment(gogreen, {
    experimentId: id,
    winner: 'on',
    comment: 'A clear win.',
    apply: true,
  });
  expect(concluded.event?.conclusion).toEqual({ winner: 'on', applied: true, notAppliedBecause: null });
  expect(concluded.flagEvent?.changes).toEqual([
    {
      summary: expect.stringMatching(
        /^Changed what is served when no rule matches in Production from ROLLOUT .* to "on"\.$/,
      ),
    },
  ]);
  expect(await messageNumber(slack, 5, 'Experiment concluded')).toContain(
    '"on" has won, and the flag serves it now.',
  );

  const { events: now, served } = await log(gogreen);
  expect(now.map(({ type }) => type).slice(2)).toEqual([
    'EXPERIMENT_STARTED',
    'EXPERIMENT_RESULTS',
    'EXPERIMENT_RESULTS',
    'EXPERIMENT_RESULTS',
    'FLAG_UPDATED',
    'EXPERIMENT_CONCLUDED',
  ]);
  expect(now.at(-2)).toMatchObject({ comment: 'A clear win.' });
  expect(served).toBe('SERVE "on"');
  const experiment = await readExperiment(gogreen, id);
  expect(experiment).toMatchObject({
    state: 'CONCLUDED',
    significant: ['on'],
    flag: { key: 'new-checkout' },
    url: `https://gogreen.test/projects/shop/experiments/${id}`,
    results: {
      variations: [
        { variation: 'off', count: 7_100 },
        { variation: 'on', count: 7_140 },
      ],
    },
  });
  const page = await fetch(`${gogreen.url}/projects/shop/experiments/${id}`, { redirect: 'manual' });
  expect(decodeURIComponent(page.headers.get('location') ?? '')).toContain(`node(id: "${id}")`);
});

function record(gogreen: TestApp, experimentId: string, totals: Record<string, [number, number]>) {
  return recordResults(gogreen, { experimentId, variations: conversions(totals) });
}

async function connectSlack({ gogreen, receiver: slack }: WithReceiver): Promise<void> {
  slack.answer({
    body: JSON.stringify({ ok: true, ts: '1' }),
    headers: { 'content-type': 'application/json' },
  });
  const made = await tryCreateIntegration(gogreen, {
    projectKey: 'shop',
    name: 'Releases',
    eventTypes: ['EXPERIMENT_STARTED', 'EXPERIMENT_RESULTS', 'EXPERIMENT_CONCLUDED'],
    provider: { slack: { botToken: 'xoxb-1', channels: ['#releases'], apiUrl: `${slack.url}/api` } },
  });
  expect(made.__typename).toBe('CreateIntegrationPayload');
}

/** All text of a message, once there are so many. */
async function messageNumber(slack: Receiver, count: number, containing = ''): Promise<string> {
  await slack.waitFor(count);
  const blocks = (body: string) =>
    [...body.matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => JSON.parse(`"${text}"`));
  const text = blocks(slack.requests[count - 1]?.body.toString() ?? '').join('\n');
  expect(text).toContain(containing);
  return text;
}

async function log(gogreen: TestApp) {
  const { data } = await gogreen.send(`{
    project(key: "shop") { events(first: 50) { edges { node { type comment } } } }
    flag(projectKey: "shop", key: "new-checkout") { environment(key: "production") { codeLike } }
  }`);
  const { project, flag } = data as {
    project: { events: { edges: { node: { type: string; comment: string | null } }[] } };
    flag: { environment: { codeLike: string } };
  };
  const events = project.events.edges.map(({ node }) => node).toReversed();
  return { events, served: flag.environment.codeLike };
}
