import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createProject, createWebhook, freshKey } from '#test/support/builders.ts';
import { fingerprint } from '#test/support/command.ts';
import { contractUrl } from '#test/support/contracts.ts';
import { deleteIntegration, rotateSigningSecret, updateIntegration } from '#test/support/integrations.ts';
import {
  createJira,
  issueUpdated,
  type JiraSender,
  readReceived,
  type Sent,
  sendMove,
  sendRaw,
} from '#test/support/jira-webhooks.ts';
import { createLinkedFlag, readFlag } from '#test/support/linked-flag.ts';
import { readJobs, runJobs } from '#test/support/run-jobs.ts';

const test = testWithApp({ worker: false, now: () => new Date(Date.now() + clockMovedMs) });
let projectKey: string;
let flagKey: string;
let jira: JiraSender;
let clockMovedMs = 0;

test.beforeEach(async ({ gogreen }) => {
  clockMovedMs = 0;
  ({ key: projectKey } = await createProject(gogreen));
  flagKey = await createLinkedFlag(gogreen, projectKey, 'WEB-1');
  jira = await createJira(gogreen, { projectKey });
  await runJobs(gogreen);
});

const forged: Sent = {
  status: 401,
  body: { status: 'refused', reason: 'The integration does not exist, or the signature is wrong.' },
};

/** Sends something, and looks whether anything at all was written. */
async function expectNothing(gogreen: TestApp, send: () => Promise<Sent>): Promise<Sent> {
  const before = await fingerprint(gogreen);
  const answer = await send();
  expect(await fingerprint(gogreen)).toEqual(before);
  expect(await readFlag(gogreen, projectKey, flagKey)).toMatchObject({ lifecycle: 'ACTIVE', version: 2 });
  return answer;
}

test('a webhook with a valid signature is accepted and processed', async ({ gogreen }) => {
  expect(await sendMove(gogreen, jira, { issueKey: 'WEB-1' })).toEqual({
    status: 202,
    body: { status: 'accepted' },
  });
  await runJobs(gogreen);
  expect(await readFlag(gogreen, projectKey, flagKey)).toMatchObject({ lifecycle: 'STALE' });
});

describe('a webhook that cannot be verified: 401, and nothing is stored', () => {
  const body = issueUpdated({ issueKey: 'WEB-1' });

  test.for<[name: string, headers: Record<string, string | null>]>([
    ['without a signature', { 'x-hub-signature': null }],
    ['with an empty signature', { 'x-hub-signature': '' }],
    ['with a signature of another method', { 'x-hub-signature': `sha1=${'0'.repeat(40)}` }],
    ['with a signature that is cut off', { 'x-hub-signature': `sha256=${'0'.repeat(63)}` }],
    ['with a signature that is too long', { 'x-hub-signature': `sha256=${'0'.repeat(66)}` }],
    ['with a signature that is not hexadecimal', { 'x-hub-signature': `sha256=${'z'.repeat(64)}` }],
    ['with a signature of zeros', { 'x-hub-signature': `sha256=${'0'.repeat(64)}` }],
  ])('%s', async ([_name, headers], { gogreen }) => {
    expect(await expectNothing(gogreen, () => sendRaw(gogreen, jira, body, headers))).toEqual(forged);
  });

  test('signed with another secret', async ({ gogreen }) => {
    const stranger = { ...jira, secret: `${jira.secret}x` };
    expect(await expectNothing(gogreen, () => sendRaw(gogreen, stranger, body))).toEqual(forged);
  });

  test('with the signature of another body', async ({ gogreen }) => {
    const altered = body.replace('WEB-1', 'WEB-2');
    const signature = `sha256=${createHmac('sha256', jira.secret).update(body).digest('hex')}`;
    const send = () => sendRaw(gogreen, jira, altered, { 'x-hub-signature': signature });
    expect(await expectNothing(gogreen, send)).toEqual(forged);
  });

  test('with the signature of another integration', async ({ gogreen }) => {
    const other = await createJira(gogreen, { projectKey });
    expect(
      await expectNothing(gogreen, () => sendRaw(gogreen, { ...other, secret: jira.secret }, body)),
    ).toEqual(forged);
  });

  test.for([
    ['to an unknown integration', 'intg_01h455vb4pex5vsknk084sn02q'],
    ['to a text that is not an id', 'jira'],
    ['to an id with U+0000', 'intg_%00'],
    ['to a text with SQL', "' OR true --"],
  ] as const)('%s', async ([_name, id], { gogreen }) => {
    const send = () => sendRaw(gogreen, { ...jira, id }, body);
    expect(await expectNothing(gogreen, send)).toEqual(forged);
  });

  test('to an integration of another provider', async ({ gogreen }) => {
    const webhook = await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:9' });
    const send = () => sendRaw(gogreen, { id: webhook.id, secret: webhook.signingSecret }, body);
    expect(await expectNothing(gogreen, send)).toEqual(forged);
  });

  test('to a disabled integration', async ({ gogreen }) => {
    await updateIntegration(gogreen, { integrationId: jira.id, enabled: false });
    expect(await expectNothing(gogreen, () => sendRaw(gogreen, jira, body))).toEqual(forged);
  });

  test('to a deleted integration', async ({ gogreen }) => {
    await deleteIntegration(gogreen, jira.id);
    expect(await expectNothing(gogreen, () => sendRaw(gogreen, jira, body))).toEqual(forged);
    // Its secrets are gone: it is not that they are empty.
    expect(await expectNothing(gogreen, () => sendRaw(gogreen, { ...jira, secret: '' }, body))).toEqual(
      forged,
    );
  });

  test('to an integration whose secrets cannot be decrypted', async ({ gogreen }) => {
    await gogreen.app.database.pool.query(`UPDATE integrations SET secrets = 'v1.lost' WHERE id = $1`, [
      jira.id,
    ]);
    expect(await expectNothing(gogreen, () => sendRaw(gogreen, jira, body))).toEqual(forged);
  });
});

describe('when the webhook secret is rotated', () => {
  test('a rotated secret: webhooks with the old one are accepted until the grace period ends', async ({
    gogreen,
  }) => {
    const rotated = await rotateSigningSecret(gogreen, { integrationId: jira.id, graceHours: 2 });
    const signingSecret = 'signingSecret' in rotated ? rotated.signingSecret : null;
    const now = { ...jira, secret: signingSecret ?? '' };
    expect(now.secret).not.toBe(jira.secret);
    expect(await sendMove(gogreen, jira, { issueKey: 'WEB-7' })).toMatchObject({ status: 202 });
    expect(await sendMove(gogreen, now, { issueKey: 'WEB-8' })).toMatchObject({ status: 202 });
    clockMovedMs = 2 * 3_600_000;
    expect(await expectNothing(gogreen, () => sendMove(gogreen, jira, { issueKey: 'WEB-1' }))).toEqual(
      forged,
    );
    expect(await sendMove(gogreen, now, { issueKey: 'WEB-9' })).toMatchObject({ status: 202 });
  });

  test('a secret rotated without a grace period: webhooks with the old one are rejected at once', async ({
    gogreen,
  }) => {
    await rotateSigningSecret(gogreen, { integrationId: jira.id, graceHours: 0 });
    expect(await expectNothing(gogreen, () => sendMove(gogreen, jira, { issueKey: 'WEB-1' }))).toEqual(
      forged,
    );
  });
});

describe('a webhook that is rejected before its signature is checked', () => {
  test('with a body of more than 1 MiB', async ({ gogreen }) => {
    const big = JSON.stringify({ padding: 'x'.repeat(1024 * 1024) });
    const answer = await expectNothing(gogreen, () => sendRaw(gogreen, jira, big));
    expect(answer).toMatchObject({ status: 413, body: { status: 'refused' } });
  });

  test.for(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    'with the content type %s',
    async (type, { gogreen }) => {
      const body = issueUpdated({ issueKey: 'WEB-1' });
      const answer = await expectNothing(gogreen, () =>
        sendRaw(gogreen, jira, body, { 'content-type': type }),
      );
      expect(answer).toMatchObject({ status: 415, body: { status: 'refused' } });
    },
  );
});

test('a webhook with a body of almost 1 MiB is accepted', async ({ gogreen }) => {
  const move = JSON.parse(issueUpdated({ issueKey: 'WEB-1' }));
  const big = JSON.stringify({ ...move, padding: 'x'.repeat(1_047_000) });
  expect(await sendRaw(gogreen, jira, big)).toMatchObject({ status: 202, body: { status: 'accepted' } });
});

describe('a webhook with a valid signature but without a change of status', () => {
  test('whose body is not JSON: 400', async ({ gogreen }) => {
    for (const body of ['', '{', 'null null']) {
      expect(await expectNothing(gogreen, () => sendRaw(gogreen, jira, body))).toEqual({
        status: 400,
        body: { status: 'refused', reason: 'The body is not JSON.' },
      });
    }
  });

  const move = JSON.parse(issueUpdated({ issueKey: 'WEB-1' }));
  test.for<[name: string, body: unknown]>([
    ['whose body is null', null],
    ['whose body is a list', [move]],
    ['of another webhook event', { ...move, webhookEvent: 'jira:issue_created' }],
    ['of a comment', { ...move, webhookEvent: 'comment_created' }],
    ['of another field', { ...move, changelog: { items: [{ field: 'summary', toString: 'Done' }] } }],
    ['without a changelog', { ...move, changelog: undefined }],
    ['without an issue', { ...move, issue: undefined }],
    ['of an issue with an invalid key', { ...move, issue: { key: 'Done' } }],
    ['without a time', { ...move, timestamp: undefined }],
    ['with an invalid time', { ...move, timestamp: 1e300 }],
  ])('%s: 202, and nothing is stored', async ([_name, body], { gogreen }) => {
    const answer = await expectNothing(gogreen, () => sendRaw(gogreen, jira, JSON.stringify(body)));
    expect(answer).toEqual({
      status: 202,
      body: { status: 'ignored', reason: 'The webhook is not about a change of status.' },
    });
  });
});

describe('a webhook that is sent again is answered like the first time', () => {
  const identifier = () => ({ 'x-atlassian-webhook-identifier': freshKey('identifier') });

  async function jobsToCome(gogreen: TestApp): Promise<number> {
    return (await readJobs(gogreen)).filter(({ task }) => task === 'receive-jira-webhook').length;
  }

  async function expectOnce(gogreen: TestApp): Promise<void> {
    await runJobs(gogreen);
    expect(await readReceived(gogreen, jira.id)).toHaveLength(1);
    expect(await readFlag(gogreen, projectKey, flagKey)).toMatchObject({ lifecycle: 'STALE', version: 3 });
  }

  test('a webhook sent again under the same identifier changes nothing', async ({ gogreen }) => {
    const headers = identifier();
    const move = { issueKey: 'WEB-1', at: new Date() };
    expect(await sendMove(gogreen, jira, move, headers)).toMatchObject({ status: 202 });
    await runJobs(gogreen);
    const retry = { ...headers, 'x-atlassian-webhook-retry': '1' };
    expect(await sendMove(gogreen, jira, move, retry)).toMatchObject({ status: 202 });
    expect(await jobsToCome(gogreen)).toBe(0);
    await expectOnce(gogreen);
  });

  test('a webhook sent again without an identifier changes nothing', async ({ gogreen }) => {
    const body = issueUpdated({ issueKey: 'WEB-1' });
    for (let time = 0; time < 3; time += 1) {
      expect(await sendRaw(gogreen, jira, body)).toMatchObject({ status: 202, body: { status: 'accepted' } });
    }
    await expectOnce(gogreen);
  });

  test('a webhook sent again with an identifier that is too long to store changes nothing', async ({
    gogreen,
  }) => {
    const body = issueUpdated({ issueKey: 'WEB-1' });
    const headers = { 'x-atlassian-webhook-identifier': 'i'.repeat(201) };
    expect(await sendRaw(gogreen, jira, body, headers)).toMatchObject({ status: 202 });
    expect(await sendRaw(gogreen, jira, body, headers)).toMatchObject({ status: 202 });
    await expectOnce(gogreen);
  });

  test('a webhook sent again under another identifier, which is not signed, changes nothing', async ({
    gogreen,
  }) => {
    const body = issueUpdated({ issueKey: 'WEB-1' });
    await sendRaw(gogreen, jira, body, identifier());
    await expectOnce(gogreen);
    const recorded = await readFlag(gogreen, projectKey, flagKey);
    expect(await sendRaw(gogreen, jira, body, identifier())).toMatchObject({ status: 202 });
    await expectOnce(gogreen);
    expect(await readFlag(gogreen, projectKey, flagKey)).toEqual(recorded);
  });

  test('a webhook sent ten times at once changes the flag once', async ({ gogreen }) => {
    const body = issueUpdated({ issueKey: 'WEB-1' });
    const headers = identifier();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => sendRaw(gogreen, jira, body, headers)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(await jobsToCome(gogreen)).toBe(1);
    await expectOnce(gogreen);
  });

  test('the same webhook for two integrations is processed for each', async ({ gogreen }) => {
    const other = await createJira(gogreen, { projectKey });
    const body = issueUpdated({ issueKey: 'WEB-1' });
    const headers = identifier();
    await sendRaw(gogreen, jira, body, headers);
    await sendRaw(gogreen, other, body, headers);
    await expectOnce(gogreen);
    expect(await readReceived(gogreen, other.id)).toMatchObject([
      { outcome: 'UNCHANGED', detail: `"${flagKey}" is STALE already.` },
    ]);
  });
});

const example = contractUrl('examples/jira-webhook-issue-updated.json');
const contract = existsSync(example) ? readFileSync(example) : null;

test.skipIf(contract === null)(
  'the example webhook of the contracts is accepted (skipped without the contracts)',
  async ({ gogreen }) => {
    const body = new Uint8Array(contract ?? []);
    clockMovedMs = JSON.parse(String(contract)).timestamp - Date.now();
    const headers = { 'x-atlassian-webhook-identifier': '1f1e7f1a', 'x-atlassian-webhook-flow': 'Primary' };
    expect(await sendRaw(gogreen, jira, body, headers)).toMatchObject({ status: 202 });
    expect(await readReceived(gogreen, jira.id)).toMatchObject([
      {
        issueKey: 'WEB-123',
        statusId: '10001',
        statusName: 'Done',
        movedBy: 'Ada Example',
        outcome: 'RECEIVED',
        detail: null,
        occurredAt: '2026-11-22T04:38:07.000Z',
      },
    ]);
  },
);
