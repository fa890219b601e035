/** Every documented answer of Jira over real HTTP, to each request that an issue gets. */

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { converse } from '#src/deliveries/attempts/conversations/converse.ts';
import type { Verdict } from '#src/integrations/contract/verdict.ts';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { jira } from '#src/integrations/providers/jira/provider.ts';
import { jiraSecrets, jiraSettings } from '#src/integrations/providers/jira/settings.ts';
import { createEgressPolicy, loopbackDestinations } from '#src/platform/egress/egress.ts';
import { createOutbound, type Outbound } from '#src/platform/egress/outbound.ts';
import { currentFlag } from '#test/support/current-flag.ts';
import { json } from '#test/support/fake-apis.ts';
import { eventsByChange } from '#test/support/flag-events.ts';
import { type FakeJira, type JiraIssue, startJira, statuses } from '#test/support/jira.ts';
import type { Answer } from '#test/support/receiver.ts';

const changed = eventsByChange['FlagLifecycleChanged'] as OutgoingEvent;
let site: FakeJira;
let outbound: Outbound;

beforeAll(async () => {
  site = await startJira();
  outbound = createOutbound({ policy: createEgressPolicy(loopbackDestinations) });
});
afterAll(async () => {
  await outbound.close();
  await site.close();
});
afterEach(() => site.behave());

async function deliver(
  target: string,
  {
    apiToken = site.account.apiToken,
    repeated = false,
    isLinked = true,
    comments = [] as JiraIssue['comments'],
  } = {},
) {
  // An issue that nobody has written to: Jira counts.
  site.addIssue('WEB-1', { comments });
  const { siteUrl, email } = site.account;
  const transitions = [{ lifecycle: 'ARCHIVED', status: 'Done' }];
  const context = {
    settings: jiraSettings.parse({ siteUrl, email, transitions }),
    secrets: jiraSecrets.parse({ apiToken, webhookSecret: 'a-secret-of-sixteen' }),
    target,
    repeated,
    links: { publicUrl: 'https://flags.example.com' },
    now: new Date(),
    flag: currentFlag({ lifecycle: 'ARCHIVED', jiraIssues: isLinked ? ['WEB-1'] : [] }),
  };
  const conversed = await converse(jira.converse(changed, context), {
    send: outbound.send,
    refuse: () => null,
  });
  const end = conversed?.end;
  if (end === undefined || end instanceof Error || (typeof end === 'object' && 'kind' in end))
    throw new Error(`no verdict: ${JSON.stringify(end)}`);
  return end;
}

const reasonOf = (verdict: Verdict) =>
  typeof verdict === 'object' && 'failed' in verdict ? verdict.reason : '';

const works: [title: string, target: string, isLinked: boolean, request: RegExp, permission: string][] = [
  ['link:WEB-1', 'link:WEB-1', true, /POST .*\/remotelink/, 'Link issues'],
  ['link:WEB-1 of an unlinked issue', 'link:WEB-1', false, /DELETE .*\/remotelink/, 'Link issues'],
  ['comment:WEB-1', 'comment:WEB-1', true, /POST .*\/comment/, 'Add comments'],
  ['transition:WEB-1', 'transition:WEB-1', true, /GET .*\/transitions/, 'Transition issues'],
];

describe.each(works)('a delivery to %s', (_title, target, isLinked, request, permission) => {
  const answered = async (answer: Answer) => {
    site.instead(request, answer);
    return deliver(target, { isLinked });
  };

  it('of an existing Jira issue succeeds', async () => {
    expect(await deliver(target, { isLinked })).toBe('ok');
  });

  it('with an unknown token fails permanently, and the reason says where to create a new one', async () => {
    const verdict = await deliver(target, { apiToken: 'ATATT-of-somebody', isLinked });
    expect(verdict).toMatchObject({ failed: 'permanent' });
    expect(reasonOf(verdict)).toMatch(
      /401 Unauthorized: check the e-mail address and the API token\. Tokens expire.*id\.atlassian\.com.*: Client must be authenticated/,
    );
  });

  it('without the permission fails permanently, and the reason names the permission', async () => {
    const verdict = await answered(json(403, { errorMessages: ['No.'], errors: {} }));
    expect(verdict).toMatchObject({ failed: 'permanent' });
    expect(reasonOf(verdict)).toBe(
      `Jira answered 403 Forbidden: give the account the permission ${permission} in the project of WEB-1: No.`,
    );
  });

  it('answered 429 is retried at the time that Jira asks for, and the reason names the limit', async () => {
    const headers = { 'Retry-After': '37', 'RateLimit-Reason': 'jira-per-issue-on-write' };
    const verdict = await answered({ status: 429, headers });
    expect(verdict).toMatchObject({ failed: 'transient', retryAfter: 37 });
    expect(reasonOf(verdict)).toContain('(jira-per-issue-on-write)');
  });

  it.each([500, 502, 503, 504, 408])('answered %i is retried', async (status) => {
    expect(await answered({ status })).toMatchObject({ failed: 'transient' });
  });

  it('answered 503 with Retry-After is retried after that time', async () => {
    const answer = { status: 503, headers: { 'Retry-After': '600' } };
    expect(await answered(answer)).toMatchObject({ failed: 'transient', retryAfter: 600 });
  });

  it.each([400, 405, 413, 422, 301])('answered %i fails permanently', async (status) => {
    expect(await answered({ status })).toMatchObject({ failed: 'permanent' });
  });

  it("answered with errors: the reason quotes Jira's messages, including those about fields", async () => {
    const answer = json(422, { errorMessages: ['Bad.'], errors: { comment: 'is too long' } });
    expect(reasonOf(await answered(answer))).toMatch(/: Bad\.; comment: is too long$/);
  });
});

it.each(['link', 'comment', 'transition'])(
  'a delivery to %s, an issue that the account cannot see, fails permanently, and the reason names the permission',
  async (work) => {
    site.instead(
      /WEB-1/,
      json(404, { errorMessages: ['Issue does not exist or you do not have permission.'] }),
    );
    const verdict = await deliver(`${work}:WEB-1`);
    expect(verdict).toMatchObject({ failed: 'permanent' });
    expect(reasonOf(verdict)).toMatch(
      /404 Not Found: the Jira issue WEB-1 does not exist, or the account may not see it, because it lacks the permission Browse projects/,
    );
  },
);

it('removing a link, answered 404: reads the Jira issue, and fails when that fails', async () => {
  site.instead(/WEB-1/, { status: 404 }, { times: 1 });
  site.instead(/WEB-1\?fields=status/, { status: 503 });
  expect(await deliver('link:WEB-1', { isLinked: false })).toMatchObject({ failed: 'transient' });
});

it('a repeated comment: is not written while the existing comments cannot be read', async () => {
  site.instead(/GET .*\/comment/, { status: 503 });
  expect(await deliver('comment:WEB-1', { repeated: true })).toMatchObject({ failed: 'transient' });
  expect(site.issue('WEB-1').comments).toEqual([]);
});

it('a repeated comment: is found in a response that was cut off', async () => {
  const body = JSON.stringify({
    comments: [{ properties: [{ value: { eventId: changed.id } }] }, 'x'.repeat(70_000)],
  });
  site.instead(/GET .*\/comment/, { body });
  expect(await deliver('comment:WEB-1', { repeated: true })).toBe('ok');
});

it('a repeated comment: is found among many long newer ones', async () => {
  const ours = { id: '1', body: {}, properties: [{ key: 'gogreen', value: { eventId: changed.id } }] };
  const others = Array.from({ length: 40 }, (_, n) => ({ id: `${n + 2}`, body: 'x'.repeat(6_000) }));
  expect(await deliver('comment:WEB-1', { repeated: true, comments: [ours, ...others] })).toBe('ok');
  expect(site.issue('WEB-1').comments).toHaveLength(41);
});

it('a repeated comment that was not written before: is written, among any number of others', async () => {
  const comments = Array.from({ length: 300 }, (_, n) => ({ id: `${n}`, body: {} }));
  expect(await deliver('comment:WEB-1', { repeated: true, comments })).toBe('ok');
  expect(site.issue('WEB-1').comments).toHaveLength(301);
});

it.each(['<html>', '{"transitions":', '{}'])(
  'an unreadable list of transitions, %j: the delivery is retried',
  async (body) => {
    site.instead(/GET .*\/transitions/, { body });
    expect(await deliver('transition:WEB-1')).toMatchObject({ failed: 'transient' });
  },
);

it('a response without the status of the Jira issue: the issue is moved', async () => {
  site.instead(/fields=status/, json(200, {}));
  expect(await deliver('transition:WEB-1')).toBe('ok');
  expect(site.issue('WEB-1').status).toEqual(statuses.done);
});

it('an event whose Jira issues could not be read: fails, and the reason says how to deliver it again', async () => {
  expect(reasonOf(await deliver(''))).toContain('replayEvents');
});
