import { describe, expect } from 'vitest';
import { type ProviderName, providerNamed, providers } from '#src/integrations/providers/registry.ts';
import { secretParts } from '#src/integrations/secrets/secret-parts.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { readAudit } from '#test/support/audit.ts';
import { createProject, freshKey } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { readIntegrations } from '#test/support/integrations.ts';

interface Case {
  /** What it is made with, and what all of its secrets are replaced by. */
  made: Record<string, unknown>;
  changed: Record<string, unknown>;
  /** Every secret of both. */
  canaries: string[];
  /** Which of its secrets entries name. */
  named: string[];
}

const workflow = (canary: string) =>
  `https://prod-01.westeurope.logic.azure.com/workflows/abc/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${canary}`;
const slackHook = (canary: string) => `https://hooks.slack.com/services/T00000000/B00000000/${canary}`;
const signed = `whsec_${Buffer.from('canary-of-a-signing-secret-01').toString('base64')}`;
const header = (value: string) => [{ name: 'X-Key', value }];

const cases: Record<ProviderName, Case[]> = {
  webhook: [
    {
      made: { url: 'https://example.com/a', signingSecret: signed, headers: header('canary-header-0001') },
      changed: { headers: header('canary-header-0002') },
      canaries: [signed, 'canary-header-0001', 'canary-header-0002'],
      named: ['headerValues', 'signingSecret'],
    },
  ],
  slack: [
    {
      made: { webhookUrl: slackHook('canaryabcdefghijklmnop01') },
      changed: { webhookUrl: slackHook('canaryabcdefghijklmnop02') },
      canaries: [slackHook('canaryabcdefghijklmnop01'), slackHook('canaryabcdefghijklmnop02')],
      named: ['webhookUrl'],
    },
    {
      made: { webhookUrl: slackHook('canaryabcdefghijklmnop03') },
      changed: { botToken: 'xoxb-canary-0123456789', channels: ['#releases'] },
      canaries: [slackHook('canaryabcdefghijklmnop03'), 'xoxb-canary-0123456789'],
      named: ['botToken', 'webhookUrl'],
    },
  ],
  teams: [
    {
      made: { workflowUrl: workflow('canaryabcdefghijklmnop01') },
      changed: { workflowUrl: workflow('canaryabcdefghijklmnop02') },
      canaries: [workflow('canaryabcdefghijklmnop01'), workflow('canaryabcdefghijklmnop02')],
      named: ['workflowUrl'],
    },
  ],
  jira: [
    {
      made: {
        siteUrl: 'https://acme.atlassian.net',
        email: 'ada@example.com',
        apiToken: 'canary-api-token-0001',
        clientId: 'client',
        clientSecret: 'canary-client-secret-01',
        webhookSecret: 'canary-webhook-secret-1',
      },
      changed: { apiToken: 'canary-api-token-0002', clientSecret: 'canary-client-secret-02' },
      canaries: [
        'canary-api-token-0001',
        'canary-client-secret-01',
        'canary-webhook-secret-1',
        'canary-api-token-0002',
        'canary-client-secret-02',
      ],
      named: ['apiToken', 'clientSecret', 'webhookSecret'],
    },
  ],
  datadog: [
    {
      made: { apiKey: 'c0ffee0123456789abcdef0123456701', applicationKey: 'canary-application-key-1' },
      changed: { apiKey: 'c0ffee0123456789abcdef0123456702', applicationKey: 'canary-application-key-2' },
      canaries: [
        'c0ffee0123456789abcdef0123456701',
        'c0ffee0123456789abcdef0123456702',
        'canary-application-key-1',
        'canary-application-key-2',
      ],
      named: ['apiKey', 'applicationKey'],
    },
  ],
  newRelic: [
    {
      made: { apiKey: 'NRAK-CANARYGHIJKLMNOPQRSTUVWXYZ1', entityGuids: ['MXxBUE18QVBQTElDQVRJT058MQ'] },
      changed: { apiKey: 'NRAK-CANARYGHIJKLMNOPQRSTUVWXYZ2' },
      canaries: ['NRAK-CANARYGHIJKLMNOPQRSTUVWXYZ1', 'NRAK-CANARYGHIJKLMNOPQRSTUVWXYZ2'],
      named: ['apiKey'],
    },
  ],
  dynatrace: [
    {
      made: {
        environmentUrl: 'https://abc12345.live.dynatrace.com',
        apiToken: 'dt0c01.CANARYGHIJKLMNOPQRSTUVWX.SECRET0001',
      },
      changed: { apiToken: 'dt0c01.CANARYGHIJKLMNOPQRSTUVWX.SECRET0002' },
      canaries: ['dt0c01.CANARYGHIJKLMNOPQRSTUVWX.SECRET0001', 'dt0c01.CANARYGHIJKLMNOPQRSTUVWX.SECRET0002'],
      named: ['apiToken'],
    },
  ],
};

const test = testWithApp({ worker: false });

/** All entries that are stored, as text; or only what they tell of fields, in which nothing is random. */
async function dumpEntries(gogreen: TestApp, columns: 'a' | '(a.before, a.after)'): Promise<string> {
  const { rows } = await gogreen.app.database.pool.query<{ row: string }>(
    `SELECT ${columns}::text AS row FROM audit_entries a`,
  );
  return rows.map(({ row }) => row).join('\n');
}

test('every provider has a case in this test', () => {
  expect(Object.keys(cases).toSorted()).toEqual(Object.keys(providers).toSorted());
});

const all = Object.entries(cases).flatMap(([name, list]) => list.map((one) => ({ name, ...one })));

describe.each(all)('$name with $named', ({ name, made, changed, canaries, named }) => {
  test('after every command the audit log has only the names of its secrets', async ({ gogreen }) => {
    const { key: projectKey } = await createProject(gogreen, { key: freshKey('project') });
    const input = { projectKey, name: 'Canary', enabled: false, provider: { [name]: made } };
    expect(await command(gogreen, 'createIntegration', input)).toMatchObject({
      __typename: 'CreateIntegrationPayload',
    });
    const [integration] = await readIntegrations(gogreen, projectKey);
    const integrationId = integration?.id;
    const again = { integrationId, name: 'Renamed', provider: { [name]: changed } };
    expect(await command(gogreen, 'updateIntegration', again)).toMatchObject({
      __typename: 'UpdateIntegrationPayload',
    });
    if (providerNamed(name).signingSecret) await command(gogreen, 'rotateSigningSecret', { integrationId });
    await command(gogreen, 'deleteIntegration', { integrationId });

    const entries = await readAudit(gogreen, projectKey, { subjects: ['INTEGRATION'] });
    const secretFields = Object.keys(providerNamed(name).secrets.shape);
    const told = entries.flatMap(({ before, after }) =>
      [before, after].flatMap((side) => Object.entries(side ?? {})),
    );
    const toldSecrets = told.filter(([field]) => secretFields.includes(field));
    expect(toldSecrets.map(([field]) => field)).toEqual(expect.arrayContaining(named));
    expect(toldSecrets.filter(([, value]) => value !== 'changed' && value !== null)).toEqual([]);

    const stored = await dumpEntries(gogreen, 'a');
    expect(stored).toContain(integrationId);
    for (const canary of canaries.flatMap(secretParts)) expect(stored, canary).not.toContain(canary);
    const fields = await dumpEntries(gogreen, '(a.before, a.after)');
    expect(fields).toContain('Renamed');
    for (const canary of canaries) expect(fields, canary).not.toContain(canary.slice(-4));
  });
});
