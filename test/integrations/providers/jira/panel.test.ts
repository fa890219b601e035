/** Jira's own feature-flag panel, by OAuth credentials. */

import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, updateFlagEnvironment } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { headerOf } from '#test/support/deliveries.ts';
import { json } from '#test/support/fake-apis.ts';
import { type FakeJira, startJira } from '#test/support/jira.ts';
import { startJiraProject } from '#test/support/jira-project.ts';

const clock = stopClockForFile();
const it = testWithApp({ worker: false });
let jira: FakeJira;

beforeAll(async () => {
  jira = await startJira();
  jira.addIssue('WEB-1');
  jira.addIssue('WEB-2');
});
afterAll(async () => {
  await jira?.close();
});
afterEach(() => jira.behave());

const start = (gogreen: TestApp, change = {}) =>
  startJiraProject({ gogreen, jira, clock }, { comments: 'OFF', ...jira.panelAccount, ...change });
const bulk = /POST .*\/bulk/;

describe("Jira's feature-flag panel", () => {
  it('shows the current flag in every environment on its issues, in the order of events', async ({
    gogreen,
  }) => {
    const project = await start(gogreen);
    await project.link('WEB-1');
    await project.link('WEB-2');
    await project.toggle(true);
    const { event, status } = await project.newest('panel');
    expect(status).toBe('DELIVERED');
    expect(jira.panel.get(project.flag.id)).toMatchObject({
      key: project.flag.key,
      displayName: 'New checkout',
      updateSequenceId: event.sequence,
      issueKeys: ['WEB-1', 'WEB-2'],
      associations: [{ associationType: 'issueIdOrKeys', values: ['WEB-1', 'WEB-2'] }],
      summary: {
        url: `https://gogreen.test/projects/${project.projectKey}/flags/${project.flag.key}`,
        status: { enabled: true, defaultValue: 'off', rollout: { text: 'serves on' } },
      },
      details: [
        { environment: { name: 'Development', type: 'development' }, status: { enabled: false } },
        { environment: { name: 'Production', type: 'production' }, status: { enabled: true } },
      ],
    });
  });

  it('shows the number of rules, and the percentage of a rollout', async ({ gogreen }) => {
    const project = await start(gogreen, {
      environmentTypes: [{ environmentKey: 'development', type: 'TESTING' }],
    });
    await project.link('WEB-1');
    const half = {
      rollout: {
        bucketBy: 'userId',
        weights: [
          { variation: 'on', weight: 12.5 },
          { variation: 'off', weight: 87.5 },
        ],
      },
    };
    await updateFlagEnvironment(gogreen, {
      ...project.place,
      environmentKey: 'production',
      fallthrough: half,
    });
    const rule = {
      clauses: [{ attribute: 'plan', operator: 'EXISTS' as const }],
      serve: { variation: 'on' },
    };
    await updateFlagEnvironment(gogreen, { ...project.place, environmentKey: 'development', rules: [rule] });
    await project.settle();
    expect(jira.panel.get(project.flag.id)?.['details']).toMatchObject([
      { environment: { type: 'testing' }, status: { rollout: { rules: 1 } } },
      { environment: { type: 'production' }, status: { rollout: { percentage: 12.5 } } },
    ]);
  });

  it('no longer shows a flag without linked issues', async ({ gogreen }) => {
    const project = await start(gogreen);
    await project.link('WEB-1');
    expect(jira.panel.has(project.flag.id)).toBe(true);
    await project.unlink('WEB-1');
    expect(jira.panel.has(project.flag.id)).toBe(false);
    expect((await project.newest('panel')).status).toBe('DELIVERED');
  });

  it('gets no requests without a client ID', async ({ gogreen }) => {
    const project = await startJiraProject({ gogreen, jira, clock });
    await project.link('WEB-1');
    expect(await project.to('panel')).toEqual([]);
  });
});

describe('a delivery to the panel', () => {
  it('stores all exchanges, without secrets and access tokens', async ({ gogreen }) => {
    // A server that says what it was sent.
    jira.instead(bulk, ({ headers }) =>
      json(202, { acceptedFeatureFlags: [], failedFeatureFlags: {}, headers }),
    );
    jira.instead(/remotelink/, ({ headers }) => json(400, { errorMessages: [headers.authorization] }));
    const project = await start(gogreen);
    await project.link('WEB-1');
    const { attempts } = await project.newest('panel');
    const exchanges = attempts[0]?.exchanges ?? [];
    expect(exchanges.map(({ request }) => request.url.replace(jira.url, ''))).toEqual([
      '/oauth/token',
      '/_edge/tenant_info',
      expect.stringMatching(/^\/jira\/featureflags\/0\.1\/cloud\/[\w-]+\/bulk$/),
    ]);
    expect(attempts[0]?.request).toEqual(exchanges[2]?.request);
    expect(headerOf(exchanges[2]?.request ?? { headers: [] }, 'Authorization')).toMatch(/^Bearer ••••/);
    const { rows } = await gogreen.app.database.pool.query('SELECT t::text AS row FROM attempts t');
    const kept = rows.map(({ row }) => row).join('\n');
    expect(kept).toContain('access_token');
    const basic = Buffer.from(`${jira.account.email}:${jira.account.apiToken}`).toString('base64');
    const secrets = ['access-token-', jira.panelAccount.clientSecret, jira.account.apiToken, basic];
    expect(secrets.filter((secret) => kept.includes(secret))).toEqual([]);
  });

  it.for([
    [
      'a flag that was not taken',
      bulk,
      (id: string) =>
        json(202, {
          acceptedFeatureFlags: [],
          unknownIssueKeys: ['WEB-9'],
          failedFeatureFlags: { [id]: [{ message: 'displayName is too long' }] },
        }),
      /did not accept the flag: displayName is too long Jira issues that do not exist: WEB-9\.$/,
    ],
    [
      'issues that are all unknown',
      bulk,
      (id: string) => json(202, { acceptedFeatureFlags: [id], unknownIssueKeys: ['WEB-1'] }),
      /shows it on no Jira issue\. Jira issues that do not exist: WEB-1\./,
    ],
    [
      'credentials without that permission',
      bulk,
      () => json(403, { message: 'Forbidden' }),
      /OAuth credentials/,
    ],
    [
      'a wrong client secret',
      /POST \/oauth\/token/,
      () => json(401, { error: 'access_denied', error_description: 'Unauthorized' }),
      /gave no access token \(401 Unauthorized\).*access_denied/,
    ],
    ['an answer without a token', /POST \/oauth\/token/, () => json(200, {}), /contains no access token/],
    ['a site without a cloud', /tenant_info/, () => ({ body: '<html>' }), /contains no cloud id/],
    ['a request that is too large', bulk, () => ({ status: 413 }), /413/],
  ] as const)('%s fails for good, and says why', async ([_what, pattern, answer, reason], { gogreen }) => {
    const project = await start(gogreen);
    jira.instead(pattern, answer(project.flag.id));
    await project.link('WEB-1');
    expect(await project.newest('panel')).toMatchObject({
      status: 'FAILED',
      attempts: [{ error: { class: 'HTTP', message: expect.stringMatching(reason) } }],
    });
  });

  it.for([
    ['bulk', bulk],
    ['the token', /POST \/oauth\/token/],
    ['the cloud', /tenant_info/],
  ] as const)('an outage at %s is tried again', async ([_what, pattern], { gogreen }) => {
    const project = await start(gogreen);
    jira.instead(pattern, { status: 503 });
    await project.link('WEB-1');
    expect(await project.newest('panel')).toMatchObject({ status: 'PENDING' });
  });
});

it('the panel of a flag that is not BOOLEAN: shows the percentages of its variations', async ({
  gogreen,
}) => {
  const project = await start(gogreen);
  const { key: flagKey, id } = await createFlag(gogreen, {
    projectKey: project.projectKey,
    kind: 'STRING',
    variations: [
      { key: 'control', value: 'a' },
      { key: 'blue', value: 'b' },
    ],
  });
  const place = { projectKey: project.projectKey, flagKey, environmentKey: 'production' };
  await gogreen.send(
    'mutation ($input: LinkJiraIssueInput!) { linkJiraIssue(input: $input) { __typename } }',
    { input: { projectKey: project.projectKey, flagKey, issueKey: 'WEB-1' } },
  );
  const weights = [
    { variation: 'control', weight: 75 },
    { variation: 'blue', weight: 25 },
  ];
  await updateFlagEnvironment(gogreen, {
    ...place,
    enabled: true,
    fallthrough: { rollout: { bucketBy: 'userId', weights } },
  });
  await project.settle();
  expect(jira.panel.get(id)?.['summary']).toMatchObject({
    status: { enabled: true, rollout: { text: 'control 75%, blue 25%' } },
  });
});

it('a flag in a project without environments: the delivery to the panel is skipped', async ({ gogreen }) => {
  const project = await start(gogreen);
  await gogreen.app.database.pool.query(
    'DELETE FROM environments WHERE project_id = (SELECT id FROM projects WHERE key = $1)',
    [project.projectKey],
  );
  await project.link('WEB-1');
  expect(await project.newest('panel')).toMatchObject({
    status: 'CANCELLED',
    attempts: [{ error: { class: 'SKIPPED' }, exchanges: [] }],
  });
});
