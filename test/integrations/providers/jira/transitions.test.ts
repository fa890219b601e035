/** How issues move with the lifecycle of their flags. */

import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { jiraSettings } from '#src/integrations/providers/jira/settings.ts';
import { jiraTargets } from '#src/integrations/providers/jira/targets.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { resumeClock, stopClock, type TestClock } from '#test/support/clock.ts';
import { retryDelivery } from '#test/support/deliveries.ts';
import { json } from '#test/support/fake-apis.ts';
import { eventsByChange } from '#test/support/flag-events.ts';
import { type FakeJira, startJira, statuses } from '#test/support/jira.ts';
import { startJiraProject } from '#test/support/jira-project.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const MINUTE = 60_000;
const transitions = [{ lifecycle: 'ARCHIVED' as const, status: 'done' }];

let clock: TestClock;
const it = testWithApp({ worker: false });
let jira: FakeJira;
let made = 0;

beforeAll(async () => {
  clock = stopClock();
  jira = await startJira();
});
afterAll(async () => {
  await jira?.close();
  resumeClock();
});
afterEach(() => jira.behave());

/** A flag with an issue of its own, archived. */
async function archive(
  gogreen: TestApp,
  change: Parameters<FakeJira['addIssue']>[1] = {},
  asked = transitions,
) {
  made += 1;
  const key = `MOVE-${made}`;
  jira.addIssue(key, change);
  const project = await startJiraProject({ gogreen, jira, clock }, { transitions: asked, comments: 'OFF' });
  await project.link(key);
  return { key, project, archived: () => project.setLifecycle('ARCHIVED') };
}

describe('when a flag comes to a lifecycle that is mapped', () => {
  it('a flag reaches a mapped lifecycle: its issues take the transition to the status of that name, in any case', async ({
    gogreen,
  }) => {
    const { key, project, archived } = await archive(gogreen);
    await archived();
    expect(jira.issue(key).status).toEqual(statuses.done);
    const { status, attempts } = await project.newest(`transition:${key}`);
    expect(status).toBe('DELIVERED');
    expect(attempts[0]?.exchanges.map(({ request }) => `${request.method} ${request.url}`)).toEqual([
      `GET ${jira.url}/rest/api/3/issue/${key}?fields=status`,
      `GET ${jira.url}/rest/api/3/issue/${key}/transitions`,
      `POST ${jira.url}/rest/api/3/issue/${key}/transitions`,
    ]);
  });

  it('a flag reaches a mapped lifecycle: without such a status, the transition of that name is taken', async ({
    gogreen,
  }) => {
    const { key, archived } = await archive(gogreen, {}, [
      { lifecycle: 'ARCHIVED', status: 'MARK as done ' },
    ]);
    await archived();
    expect(jira.issue(key).status).toEqual(statuses.done);
  });

  it('a flag reaches a mapped lifecycle: an issue that has the status already stays, and the delivery succeeds', async ({
    gogreen,
  }) => {
    const { key, project, archived } = await archive(gogreen, { status: statuses.done });
    await archived();
    expect(await project.newest(`transition:${key}`)).toMatchObject({
      status: 'DELIVERED',
      attempts: [{ exchanges: [{ response: { status: 200 } }] }],
    });
    expect(jira.count(new RegExp(`POST .*/${key}/transitions`))).toBe(0);
  });

  it('unmapped lifecycles and other changes of a flag move no issue', async ({ gogreen }) => {
    const { key, project } = await archive(gogreen);
    await project.setLifecycle('STALE');
    await project.toggle(true);
    expect(await project.to(`transition:${key}`)).toEqual([]);
  });
});

describe('an issue that cannot be moved', () => {
  it('is skipped, with the transitions that there are', async ({ gogreen }) => {
    const reopen = [{ id: '11', name: 'Reopen', to: statuses.toDo }];
    const { key, project, archived } = await archive(gogreen, { transitions: reopen });
    await archived();
    expect(await project.newest(`transition:${key}`)).toMatchObject({
      status: 'CANCELLED',
      nextAttemptAt: null,
      attempts: [
        {
          error: {
            class: 'SKIPPED',
            message: `${key} cannot be moved from "In Progress" to "done": from there Jira offers "Reopen" to "To Do".`,
          },
        },
      ],
    });
  });

  it('is moved by hand once there is a transition', async ({ gogreen }) => {
    const { key, project, archived } = await archive(gogreen, { transitions: [] });
    await archived();
    jira.issue(key).transitions.push({ id: '31', name: 'Done', to: statuses.done });
    const { id } = await project.newest(`transition:${key}`);
    await retryDelivery(gogreen, id);
    await project.settle();
    expect(await project.newest(`transition:${key}`)).toMatchObject({ status: 'DELIVERED', attemptCount: 2 });
    expect(jira.issue(key).status).toEqual(statuses.done);
  });

  it('is skipped, with what may be missing, where Jira offers no transition at all', async ({ gogreen }) => {
    const { key, project, archived } = await archive(gogreen, { transitions: [] });
    await archived();
    const { attempts } = await project.newest(`transition:${key}`);
    expect(attempts[0]?.error?.message).toMatch(/without the permission Transition issues\.$/);
  });

  it("is skipped in Jira's words where the workflow asks for a field", async ({ gogreen }) => {
    const resolved = [{ id: '31', name: 'Done', to: statuses.done, requires: 'resolution' }];
    const { key, project, archived } = await archive(gogreen, { transitions: resolved });
    await archived();
    expect(await project.newest(`transition:${key}`)).toMatchObject({
      status: 'CANCELLED',
      attempts: [
        {
          error: {
            class: 'SKIPPED',
            message: `The workflow of ${key} requires fields that GoGreen cannot fill in: resolution: resolution is required.`,
          },
        },
      ],
    });
  });

  it("fails for good, in Jira's words, when Jira refuses without naming a field", async ({ gogreen }) => {
    const { key, project, archived } = await archive(gogreen);
    const answer = json(400, { errorMessages: ['That is not valid.'], errors: {} });
    jira.instead(new RegExp(`POST .*/${key}/transitions`), answer);
    await archived();
    expect(await project.newest(`transition:${key}`)).toMatchObject({
      status: 'FAILED',
      attempts: [{ error: { message: 'Jira answered 400 Bad Request: That is not valid.' } }],
    });
  });

  it('is looked at once more when somebody else moves it at that moment', async ({ gogreen }) => {
    const { key, project, archived } = await archive(gogreen);
    jira.instead(new RegExp(`POST .*/${key}/transitions`), { status: 409 }, { times: 1 });
    await archived();
    const { status, attempts } = await project.newest(`transition:${key}`);
    expect(status).toBe('DELIVERED');
    expect(attempts[0]?.exchanges.map(({ response }) => response?.status)).toEqual([
      200, 200, 409, 200, 200, 204,
    ]);
    expect(jira.issue(key).status).toEqual(statuses.done);
  });

  it('is tried again later when that happens twice', async ({ gogreen }) => {
    const { key, project, archived } = await archive(gogreen);
    jira.instead(new RegExp(`POST .*/${key}/transitions`), { status: 409 }, { times: 2 });
    await archived();
    expect(await project.newest(`transition:${key}`)).toMatchObject({
      status: 'PENDING',
      attempts: [{ error: { class: 'HTTP', message: expect.stringContaining('409 Conflict twice') } }],
    });
    clock.advance(MINUTE);
    await runJobs(gogreen);
    expect(jira.issue(key).status).toEqual(statuses.done);
  });

  it('is left alone when the flag has gone on before a retry', async ({ gogreen }) => {
    const { key, project, archived } = await archive(gogreen);
    jira.instead(new RegExp(`GET .*/${key}`), { status: 503 }, { times: 1 });
    await archived();
    await project.setLifecycle('ACTIVE');
    clock.advance(MINUTE);
    await runJobs(gogreen);
    expect(await project.newest(`transition:${key}`)).toMatchObject({
      status: 'CANCELLED',
      attempts: [
        {},
        {
          error: {
            class: 'SKIPPED',
            message: 'The lifecycle of the flag has changed again: it is ACTIVE now.',
          },
          exchanges: [],
        },
      ],
    });
    expect(jira.issue(key).status).toEqual(statuses.inProgress);
  });

  it('is left alone when it was unlinked before a retry', async ({ gogreen }) => {
    const { key, project, archived } = await archive(gogreen);
    jira.instead(new RegExp(`GET .*/${key}`), { status: 503 }, { times: 1 });
    await archived();
    await project.unlink(key);
    clock.advance(MINUTE);
    await runJobs(gogreen);
    expect(await project.newest(`transition:${key}`)).toMatchObject({
      status: 'CANCELLED',
      attempts: [{}, { error: { message: `The flag is no longer linked to ${key}.` }, exchanges: [] }],
    });
    expect(jira.issue(key).status).toEqual(statuses.inProgress);
  });
});

describe('what the integration itself has done', () => {
  const settings = jiraSettings.parse({
    siteUrl: 'https://acme.atlassian.net',
    email: 'a@example.com',
    transitions,
  });
  const archivedBy = (id: string): OutgoingEvent => ({
    ...(eventsByChange['FlagLifecycleChanged'] as OutgoingEvent),
    jiraIssues: ['WEB-1'],
    actor: { id, email: null, name: 'Our Jira' },
  });

  it('moves no issue, but is told in a comment and shown by the link', () => {
    expect(jiraTargets(settings, archivedBy('intg_1'), 'intg_1')).toEqual(['link:WEB-1', 'comment:WEB-1']);
  });

  it('moves the issues of another integration', () => {
    expect(jiraTargets(settings, archivedBy('intg_1'), 'intg_2')).toContain('transition:WEB-1');
  });
});
