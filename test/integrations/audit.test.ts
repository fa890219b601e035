import { describe, expect } from 'vitest';
import { seedDemo } from '#src/demo/seed.ts';
import { startTestApp, type TestApp, testWithApp } from '#test/support/app.ts';
import {
  addHolder,
  countAudit,
  type Entry,
  type Holder,
  readAudit,
  whileRefused,
} from '#test/support/audit.ts';
import { createProject, createWebhook, freshKey } from '#test/support/builders.ts';
import { command, fingerprint } from '#test/support/command.ts';
import { askToDisable } from '#test/support/disable-integration.ts';
import { readIntegrations } from '#test/support/integrations.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const URL = 'http://127.0.0.1:9/hooks';
const MISSING = 'intg_01h455vb4pex5vsknk084sn02q';

const test = testWithApp({ worker: false });
let projectKey: string;
let integrationId: string;
let admin: Holder;
let editor: Holder;
let outsider: Holder;

test.beforeEach(async ({ gogreen }) => {
  const project = await createProject(gogreen);
  projectKey = project.key;
  admin = await addHolder(gogreen, freshKey('admin'), { [project.id]: 'ADMIN' });
  editor = await addHolder(gogreen, freshKey('editor'), { [project.id]: 'EDITOR' });
  outsider = await addHolder(gogreen, freshKey('outsider'));
  ({ id: integrationId } = await createWebhook(gogreen, { projectKey, url: URL }));
});

const update = (gogreen: TestApp, input: object) =>
  command(gogreen, 'updateIntegration', { integrationId, ...input }, admin.token);
const entries = (gogreen: TestApp) => readAudit(gogreen, projectKey, { subjects: ['INTEGRATION'] });
const newest = async (gogreen: TestApp): Promise<Partial<Entry>> => (await entries(gogreen))[0] ?? {};
const webhook = { provider: 'WEBHOOK', name: 'Webhook', url: URL, payloadFormat: 'GOGREEN', headerNames: [] };

test('createIntegration writes an audit entry with what the API shows and the names of the secrets', async ({
  gogreen,
}) => {
  const answer = await command(
    gogreen,
    'createIntegration',
    {
      projectKey,
      name: 'Cache',
      eventTypes: ['FLAG_UPDATED', 'FLAG_CREATED'],
      environmentKeys: ['production'],
      provider: { webhook: { url: URL, headers: [{ name: 'X-Key', value: 'canary-0123456789' }] } },
    },
    admin.token,
  );
  expect(answer.__typename).toBe('CreateIntegrationPayload');
  const [, made] = await readIntegrations(gogreen, projectKey);
  expect(await newest(gogreen)).toMatchObject({
    subjectName: 'Cache',
    subjectId: made?.id,
    actor: admin.actor,
  });
  expect(await newest(gogreen)).toMatchObject({ action: 'CREATED', subject: 'INTEGRATION', before: null });
  expect((await newest(gogreen)).after).toEqual({
    ...webhook,
    name: 'Cache',
    headerNames: ['X-Key'],
    enabled: true,
    disabledReason: null,
    eventTypes: ['FLAG_CREATED', 'FLAG_UPDATED'],
    environments: ['production'],
    signingSecret: 'changed',
    headerValues: 'changed',
  });
});

const changes: [what: string, input: object, action: string, before: object, after: object][] = [
  ['its name', { name: 'New' }, 'CHANGED', { name: 'Webhook' }, { name: 'New' }],
  ['that it is off', { enabled: false }, 'DISABLED', { enabled: true }, { enabled: false }],
  [
    'that it is off, and its name',
    { enabled: false, name: 'New' },
    'DISABLED',
    { enabled: true, name: 'Webhook' },
    { enabled: false, name: 'New' },
  ],
  [
    'what it listens to',
    { eventTypes: ['FLAG_DELETED'], environmentKeys: ['production', 'development'] },
    'CHANGED',
    { eventTypes: [], environments: [] },
    { eventTypes: ['FLAG_DELETED'], environments: ['development', 'production'] },
  ],
  [
    'where it goes',
    { provider: { webhook: { url: `${URL}/2`, payloadFormat: 'TGGL' } } },
    'CHANGED',
    { url: URL, payloadFormat: 'GOGREEN' },
    { url: `${URL}/2`, payloadFormat: 'TGGL' },
  ],
  [
    'a header, of which the name is shown',
    { provider: { webhook: { headers: [{ name: 'X-Key', value: 'canary' }] } } },
    'CHANGED',
    { headerNames: [], headerValues: null },
    { headerNames: ['X-Key'], headerValues: 'changed' },
  ],
];

test.for(changes)(
  'a change of %s writes an audit entry with that, and nothing else',
  async ([_what, input, action, before, after], { gogreen }) => {
    expect(await update(gogreen, input)).toMatchObject({ __typename: 'UpdateIntegrationPayload' });
    const all = await entries(gogreen);
    expect(all.map((entry) => entry.action)).toEqual([action, 'CREATED']);
    expect(all[0]).toMatchObject({ actor: admin.actor, subjectId: integrationId });
    expect({ before: all[0]?.before, after: all[0]?.after }).toEqual({ before, after });
  },
);

test('a change of nothing but a secret writes an audit entry that says only that', async ({ gogreen }) => {
  const withValue = (value: string) => ({ provider: { webhook: { headers: [{ name: 'X-Key', value }] } } });
  await update(gogreen, withValue('canary-one'));
  await update(gogreen, withValue('canary-two'));
  const { before, after } = await newest(gogreen);
  expect({ before, after }).toEqual({
    before: { headerValues: 'changed' },
    after: { headerValues: 'changed' },
  });
});

test.for([
  ['nothing is given', {}],
  [
    'all is as it was',
    { name: 'Webhook', enabled: true, eventTypes: [], provider: { webhook: { url: URL } } },
  ],
] as const)('an update by which %s is no entry', async ([_name, input], { gogreen }) => {
  expect(await update(gogreen, input)).toMatchObject({ __typename: 'UpdateIntegrationPayload' });
  expect(await entries(gogreen)).toHaveLength(1);
});

test('the same event types in another order, and the same secrets again, write no audit entry', async ({
  gogreen,
}) => {
  const headers = [{ name: 'X-Key', value: 'canary' }];
  await update(gogreen, { eventTypes: ['FLAG_CREATED', 'FLAG_UPDATED'], provider: { webhook: { headers } } });
  await update(gogreen, { eventTypes: ['FLAG_UPDATED', 'FLAG_CREATED'], provider: { webhook: { headers } } });
  expect(await entries(gogreen)).toHaveLength(2);
});

test('rotateSigningSecret writes an audit entry that says only that', async ({ gogreen }) => {
  const rotate = () => command(gogreen, 'rotateSigningSecret', { integrationId }, admin.token);
  await rotate();
  expect(await newest(gogreen)).toMatchObject({
    action: 'ROTATED',
    actor: admin.actor,
    subjectName: 'Webhook',
  });
  const { before, after } = await newest(gogreen);
  expect({ before, after }).toEqual({
    before: { signingSecret: 'changed', previousSigningSecret: null, previousValidUntil: null },
    after: { signingSecret: 'changed', previousSigningSecret: 'changed', previousValidUntil: 'changed' },
  });
});

test('deleteIntegration writes an audit entry with what the integration was', async ({ gogreen }) => {
  await command(gogreen, 'deleteIntegration', { integrationId }, admin.token);
  const entry = await newest(gogreen);
  expect(entry).toMatchObject({ action: 'DELETED', actor: admin.actor, subjectName: 'Webhook', after: null });
  const filters = { eventTypes: [], environments: [] };
  expect(entry.before).toEqual({ ...webhook, ...filters, enabled: true, disabledReason: null });
});

test('an integration with an unreadable configuration is renamed and deleted, with audit entries', async ({
  gogreen,
}) => {
  await gogreen.app.database.pool.query(
    `UPDATE integrations SET settings = '{"url":7}', secrets = 'lost' WHERE id = $1`,
    [integrationId],
  );
  await update(gogreen, { name: 'New' });
  await command(gogreen, 'deleteIntegration', { integrationId }, admin.token);
  const [deleted, renamed] = await entries(gogreen);
  expect(renamed).toMatchObject({ before: { name: 'Webhook' }, after: { name: 'New' } });
  expect(deleted).toMatchObject({ action: 'DELETED', before: { name: 'New', provider: 'WEBHOOK' } });
});

describe('when GoGreen disables an integration', () => {
  const disable = async (gogreen: TestApp, reason: string | null) => {
    await askToDisable(gogreen, integrationId, reason);
    await runJobs(gogreen);
  };

  test('the integration is the actor, and the reason is told; enabling it again takes the reason away', async ({
    gogreen,
  }) => {
    await disable(gogreen, 'It is gone.');
    const disabled = await newest(gogreen);
    expect(disabled).toMatchObject({
      action: 'DISABLED',
      subjectId: integrationId,
      actor: { id: integrationId, email: null, name: 'Webhook' },
    });
    const { before, after } = disabled;
    expect(before).toEqual({ enabled: true, disabledReason: null });
    expect(after).toEqual({ enabled: false, disabledReason: 'It is gone.' });

    await update(gogreen, { enabled: true });
    expect(await newest(gogreen)).toMatchObject({ action: 'CHANGED', before: after, after: before });
  });

  test('there is no entry when there is no reason to, or when it is off already', async ({ gogreen }) => {
    await disable(gogreen, null);
    await update(gogreen, { enabled: false });
    await disable(gogreen, 'It is gone.');
    expect((await entries(gogreen)).map(({ action }) => action)).toEqual(['DISABLED', 'CREATED']);
    expect(await newest(gogreen)).toMatchObject({ actor: admin.actor });
  });

  test('without its event there is no entry either', async ({ gogreen }) => {
    await whileRefused(gogreen, 'events', `NEW.type = 'INTEGRATION_DISABLED'`, async () => {
      await expect(disable(gogreen, 'It is gone.')).rejects.toThrow('1 jobs failed');
    });
    expect((await entries(gogreen)).map(({ action }) => action)).toEqual(['CREATED']);
    expect(await readIntegrations(gogreen, projectKey)).toMatchObject([{ enabled: true }]);
  });
});

describe('what is refused is no entry:', () => {
  const create = { name: 'New', provider: { webhook: { url: URL } } };
  const refusals: [name: string, code: string, mutation: string, input: () => object, by: () => Holder][] = [
    [
      'making one, by the role',
      'FORBIDDEN',
      'createIntegration',
      () => ({ projectKey, ...create }),
      () => editor,
    ],
    [
      'changing, by the role',
      'FORBIDDEN',
      'updateIntegration',
      () => ({ integrationId, name: 'New' }),
      () => editor,
    ],
    ['deleting, by the role', 'FORBIDDEN', 'deleteIntegration', () => ({ integrationId }), () => editor],
    ['rotating, by the role', 'FORBIDDEN', 'rotateSigningSecret', () => ({ integrationId }), () => editor],
    ['deleting what is foreign', 'NOT_FOUND', 'deleteIntegration', () => ({ integrationId }), () => outsider],
    [
      'changing what is not there',
      'NOT_FOUND',
      'updateIntegration',
      () => ({ integrationId: MISSING, name: 'New' }),
      () => admin,
    ],
    [
      'a change of which a part is wrong',
      'INVALID_INPUT',
      'updateIntegration',
      () => ({ integrationId, name: 'New', provider: { webhook: { url: 'http://10.0.0.1/' } } }),
      () => admin,
    ],
    [
      'a new one that may not be called',
      'INVALID_INPUT',
      'createIntegration',
      () => ({ projectKey, name: 'New', provider: { webhook: { url: 'http://10.0.0.1/' } } }),
      () => admin,
    ],
  ];
  test.for(refusals)('%s', async ([_name, code, mutation, input, by], { gogreen }) => {
    const before = await countAudit(gogreen);
    expect(await command(gogreen, mutation, input(), by().token)).toMatchObject({ code });
    expect(await countAudit(gogreen)).toBe(before);
  });

  test('a signing secret for what signs nothing', async ({ gogreen }) => {
    const provider = { datadog: { apiKey: '0123456789abcdef0123456789abcdef' } };
    await command(gogreen, 'createIntegration', { projectKey, name: 'Datadog', enabled: false, provider });
    const id = (await readIntegrations(gogreen, projectKey))[1]?.id;
    const before = await countAudit(gogreen);
    const answer = await command(gogreen, 'rotateSigningSecret', { integrationId: id }, admin.token);
    expect(answer).toMatchObject({ code: 'CONFLICT' });
    expect(await countAudit(gogreen)).toBe(before);
  });
});

test('without its entry nothing is made, changed, rotated or deleted', async ({ gogreen }) => {
  const before = await fingerprint(gogreen);
  await whileRefused(gogreen, 'audit_entries', 'true', async () => {
    for (const [mutation, input] of [
      ['createIntegration', { projectKey, name: 'New', provider: { webhook: { url: URL } } }],
      ['updateIntegration', { integrationId, enabled: false, provider: { webhook: { url: `${URL}/2` } } }],
      ['rotateSigningSecret', { integrationId }],
      ['deleteIntegration', { integrationId }],
    ] as const) {
      await expect(command(gogreen, mutation, input)).rejects.toThrow();
    }
  });
  expect(await fingerprint(gogreen)).toEqual(before);
});

test('concurrent changes of an integration: each audit entry starts from what the one before ended with', async ({
  gogreen,
}) => {
  const urls = Array.from({ length: 10 }, (_, index) => `${URL}/${index}`);
  await Promise.all(urls.map((url) => update(gogreen, { provider: { webhook: { url } } })));
  const changed = (await entries(gogreen)).slice(0, -1).toReversed();
  expect(changed.map(({ after }) => after?.['url']).toSorted()).toEqual(urls.toSorted());
  const chain = changed.map(({ before }) => before?.['url']);
  expect(chain).toEqual([URL, ...changed.slice(0, -1).map(({ after }) => after?.['url'])]);
});

test('an integration that is deleted several times at once is deleted once, with one audit entry', async ({
  gogreen,
}) => {
  const tries = await Promise.all(
    [admin.token, undefined, undefined, undefined].map((token) =>
      command(gogreen, 'deleteIntegration', { integrationId }, token),
    ),
  );
  expect(tries.filter(({ code }) => code === 'NOT_FOUND')).toHaveLength(3);
  expect((await entries(gogreen)).map(({ action }) => action)).toEqual(['DELETED', 'CREATED']);
});

test('the demo is made by the admin, and its inbox follows the port with an entry', async () => {
  const fresh = await startTestApp({ worker: false });
  try {
    await seedDemo(fresh.app, 'http://127.0.0.1:4000');
    await seedDemo(fresh.app, 'http://127.0.0.1:4000');
    await seedDemo(fresh.app, 'http://127.0.0.1:5000');
    const log = (await readAudit(fresh, 'demo')).toReversed();
    expect(log.map(({ action, subject, subjectName }) => `${action} ${subject} ${subjectName}`)).toEqual([
      'CREATED PROJECT Demo',
      'CREATED ENVIRONMENT Development',
      'CREATED ENVIRONMENT Production',
      'CREATED INTEGRATION Demo inbox',
      'CHANGED INTEGRATION Demo inbox',
    ]);
    expect(new Set(log.map(({ actor }) => actor.id))).toEqual(new Set([fresh.serving.admin.actor.id]));
    expect(log.at(-1)?.after).toEqual({ url: 'http://127.0.0.1:5000/inbox' });
  } finally {
    await fresh.close();
  }
});
