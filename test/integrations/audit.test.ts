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
const webhook = {
  provider: 'WEBHOOK',
  name: 'Webhook',
  url: URL,
  payloadFormat: 'GOGREEN',
  headerNames: [],
  maxInFlight: 10,
  maxPerSecond: 0,
};

test('createIntegration: the audit entry has the fields that the API shows and the names of the secrets', async ({
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
  ['the name', { name: 'New' }, 'CHANGED', { name: 'Webhook' }, { name: 'New' }],
  ['enabled', { enabled: false }, 'DISABLED', { enabled: true }, { enabled: false }],
  [
    'enabled and the name',
    { enabled: false, name: 'New' },
    'DISABLED',
    { enabled: true, name: 'Webhook' },
    { enabled: false, name: 'New' },
  ],
  [
    'the event types and environments',
    { eventTypes: ['FLAG_DELETED'], environmentKeys: ['production', 'development'] },
    'CHANGED',
    { eventTypes: [], environments: [] },
    { eventTypes: ['FLAG_DELETED'], environments: ['development', 'production'] },
  ],
  [
    'URL and format',
    { provider: { webhook: { url: `${URL}/2`, payloadFormat: 'TGGL' } } },
    'CHANGED',
    { url: URL, payloadFormat: 'GOGREEN' },
    { url: `${URL}/2`, payloadFormat: 'TGGL' },
  ],
  [
    'a header',
    { provider: { webhook: { headers: [{ name: 'X-Key', value: 'canary' }] } } },
    'CHANGED',
    { headerNames: [], headerValues: null },
    { headerNames: ['X-Key'], headerValues: 'changed' },
  ],
];

test.for(changes)(
  'updateIntegration of %s: the audit entry has only that',
  async ([_what, input, action, before, after], { gogreen }) => {
    expect(await update(gogreen, input)).toMatchObject({ __typename: 'UpdateIntegrationPayload' });
    const all = await entries(gogreen);
    expect(all.map((entry) => entry.action)).toEqual([action, 'CREATED']);
    expect(all[0]).toMatchObject({ actor: admin.actor, subjectId: integrationId });
    expect({ before: all[0]?.before, after: all[0]?.after }).toEqual({ before, after });
  },
);

test('updateIntegration of a secret: the audit entry says that it changed, without its value', async ({
  gogreen,
}) => {
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
  ['no fields', {}],
  [
    'the present values',
    { name: 'Webhook', enabled: true, eventTypes: [], provider: { webhook: { url: URL } } },
  ],
] as const)('updateIntegration with %s: no audit entry', async ([_name, input], { gogreen }) => {
  expect(await update(gogreen, input)).toMatchObject({ __typename: 'UpdateIntegrationPayload' });
  expect(await entries(gogreen)).toHaveLength(1);
});

test('updateIntegration with the same event types in another order and the same secrets: no audit entry', async ({
  gogreen,
}) => {
  const headers = [{ name: 'X-Key', value: 'canary' }];
  await update(gogreen, { eventTypes: ['FLAG_CREATED', 'FLAG_UPDATED'], provider: { webhook: { headers } } });
  await update(gogreen, { eventTypes: ['FLAG_UPDATED', 'FLAG_CREATED'], provider: { webhook: { headers } } });
  expect(await entries(gogreen)).toHaveLength(2);
});

test('rotateSigningSecret: the audit entry says that the secret changed, without its value', async ({
  gogreen,
}) => {
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

test('deleteIntegration: the audit entry has the fields of the deleted integration', async ({ gogreen }) => {
  await command(gogreen, 'deleteIntegration', { integrationId }, admin.token);
  const entry = await newest(gogreen);
  expect(entry).toMatchObject({ action: 'DELETED', actor: admin.actor, subjectName: 'Webhook', after: null });
  const filters = { eventTypes: [], environments: [] };
  expect(entry.before).toEqual({ ...webhook, ...filters, enabled: true, disabledReason: null });
});

test('an integration with an unreadable configuration: can be renamed and deleted, with audit entries', async ({
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

describe('GoGreen disables an integration:', () => {
  const disable = async (gogreen: TestApp, reason: string | null) => {
    await askToDisable(gogreen, integrationId, reason);
    await runJobs(gogreen);
  };

  test('the audit entry has the integration as actor and the reason; enabling it again removes the reason', async ({
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

  test('no audit entry if the condition no longer holds or the integration is already disabled', async ({
    gogreen,
  }) => {
    await disable(gogreen, null);
    await update(gogreen, { enabled: false });
    await disable(gogreen, 'It is gone.');
    expect((await entries(gogreen)).map(({ action }) => action)).toEqual(['DISABLED', 'CREATED']);
    expect(await newest(gogreen)).toMatchObject({ actor: admin.actor });
  });

  test('if its event cannot be stored, no audit entry is stored either', async ({ gogreen }) => {
    await whileRefused(gogreen, 'events', `NEW.type = 'INTEGRATION_DISABLED'`, async () => {
      await expect(disable(gogreen, 'It is gone.')).rejects.toThrow('1 jobs failed');
    });
    expect((await entries(gogreen)).map(({ action }) => action)).toEqual(['CREATED']);
    expect(await readIntegrations(gogreen, projectKey)).toMatchObject([{ enabled: true }]);
  });
});

describe('a rejected command has no audit entry', () => {
  const create = { name: 'New', provider: { webhook: { url: URL } } };
  const refusals: [name: string, code: string, mutation: string, input: () => object, by: () => Holder][] = [
    [
      'creating, without the role',
      'FORBIDDEN',
      'createIntegration',
      () => ({ projectKey, ...create }),
      () => editor,
    ],
    [
      'updating, without the role',
      'FORBIDDEN',
      'updateIntegration',
      () => ({ integrationId, name: 'New' }),
      () => editor,
    ],
    ['deleting, without the role', 'FORBIDDEN', 'deleteIntegration', () => ({ integrationId }), () => editor],
    [
      'rotating, without the role',
      'FORBIDDEN',
      'rotateSigningSecret',
      () => ({ integrationId }),
      () => editor,
    ],
    [
      'deleting one of a project without access',
      'NOT_FOUND',
      'deleteIntegration',
      () => ({ integrationId }),
      () => outsider,
    ],
    [
      'updating an unknown integration',
      'NOT_FOUND',
      'updateIntegration',
      () => ({ integrationId: MISSING, name: 'New' }),
      () => admin,
    ],
    [
      'updating with one invalid field',
      'INVALID_INPUT',
      'updateIntegration',
      () => ({ integrationId, name: 'New', provider: { webhook: { url: 'http://10.0.0.1/' } } }),
      () => admin,
    ],
    [
      'creating with a URL that may not be called',
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

  test('rotateSigningSecret for a provider without signing secret', async ({ gogreen }) => {
    const provider = { datadog: { apiKey: '0123456789abcdef0123456789abcdef' } };
    await command(gogreen, 'createIntegration', { projectKey, name: 'Datadog', enabled: false, provider });
    const id = (await readIntegrations(gogreen, projectKey))[1]?.id;
    const before = await countAudit(gogreen);
    const answer = await command(gogreen, 'rotateSigningSecret', { integrationId: id }, admin.token);
    expect(answer).toMatchObject({ code: 'CONFLICT' });
    expect(await countAudit(gogreen)).toBe(before);
  });
});

test('if the audit entry cannot be stored, nothing is created, changed, rotated or deleted', async ({
  gogreen,
}) => {
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

test('concurrent changes of an integration: each audit entry begins with the state that the previous one ended with', async ({
  gogreen,
}) => {
  const urls = Array.from({ length: 10 }, (_, index) => `${URL}/${index}`);
  await Promise.all(urls.map((url) => update(gogreen, { provider: { webhook: { url } } })));
  const changed = (await entries(gogreen)).slice(0, -1).toReversed();
  expect(changed.map(({ after }) => after?.['url']).toSorted()).toEqual(urls.toSorted());
  const chain = changed.map(({ before }) => before?.['url']);
  expect(chain).toEqual([URL, ...changed.slice(0, -1).map(({ after }) => after?.['url'])]);
});

test('concurrent deletions of an integration: it is deleted once, with one audit entry', async ({
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

test('the demo: is created by the admin; a change of the port updates the inbox, with an audit entry', async () => {
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
