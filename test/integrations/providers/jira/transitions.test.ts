/** How issues move with the lifecycle of their flags. */

import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import type { OutgoingEvent } from '#src/integrations/event/outgoing-event.ts';
import { jiraSettings } from '#src/integrations/providers/jira/settings.ts';
import { jiraTargets } from '#src/integrations/providers/jira/targets.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { retryDelivery } from '#test/support/deliveries.ts';
import { json } from '#test/support/fake-apis.ts';
import { eventsByChange } from '#test/support/flag-events.ts';
import { type FakeJira, startJira, statuses } from '#test/support/jira.ts';
import { startJiraProject } from '#test/support/jira-project.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const MINUTE = 60_000;
const transitions = [{ lifecycle: 'ARCHIVED' as const, status: 'done' }];

const clock = stopClockForFile();
const it = testWithApp({ worker: false });
let jira: FakeJira;
let made = 0;

beforeAll(async () => {
  jira = await startJira();
});
afterAll(async () => {
  await jira?.close();
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

describe('a flag whose lifecycle changes', () => {
  it('to a mapped one: moves its issues with the transition to the status of that name, in any case', async ({
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

  it('to a mapped one without such a status: moves its issues with the transition of that name', async ({
    gogreen,
  }) => {
    const { key, archived } = await archive(gogreen, {}, [
      { lifecycle: 'ARCHIVED', status: 'MARK as done ' },
    ]);
    await archived();
    expect(jira.issue(key).status).toEqual(statuses.done);
  });

  it('to a mapped one, with an issue that has the status already: succeeds without a transition', async ({
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

  it('to an unmapped one, or another change: moves no issue', async ({ gogreen }) => {
    const { key, project } = await archive(gogreen);
    await project.setLifecycle('STALE');
    await project.toggle(true);
    expect(await project.to(`transition:${key}`)).toEqual([]);
  });
});

describe('moving a Jira issue', () => {
  it('without a transition to the status: is skipped, and the reason lists the transitions', async ({
    gogreen,
  }) => {
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

  it('without a transition at first: a manual retry succeeds once there is one', async ({ gogreen }) => {
    const { key, project, archived } = await archive(gogreen, { transitions: [] });
    await archived();
    jira.issue(key).transitions.push({ id: '31', name: 'Done', to: statuses.done });
    const { id } = await project.newest(`transition:${key}`);
    await retryDelivery(gogreen, id);
    await project.settle();
    expect(await project.newest(`transition:${key}`)).toMatchObject({ status: 'DELIVERED', attemptCount: 2 });
    expect(jira.issue(key).status).toEqual(statuses.done);
  });

  it('without any transition: is skipped, and the reason names the permission', async ({ gogreen }) => {
    const { key, project, archived } = await archive(gogreen, { transitions: [] });
    await archived();
    const { attempts } = await project.newest(`transition:${key}`);
    expect(attempts[0]?.error?.message).toMatch(/without the permission Transition issues\.$/);
  });

  it("when the workflow requires a field: is skipped with Jira's message", async ({ gogreen }) => {
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

  it("when Jira rejects it without naming a field: fails permanently with Jira's message", async ({
    gogreen,
  }) => {
    const { key, project, archived } = await archive(gogreen);
    const answer = json(400, { errorMessages: ['That is not valid.'], errors: {} });
    jira.instead(new RegExp(`POST .*/${key}/transitions`), answer);
    await archived();
    expect(await project.newest(`transition:${key}`)).toMatchObject({
      status: 'FAILED',
      attempts: [{ error: { message: 'Jira answered 400 Bad Request: That is not valid.' } }],
    });
  });

  it('at the same time as somebody else: reads the status again', async ({ gogreen }) => {
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

  it('at the same time as somebody else, twice: is retried later', async ({ gogreen }) => {
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

  it('after the lifecycle of the flag has changed again: is skipped', async ({ gogreen }) => {
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

  it('after it was unlinked: is skipped', async ({ gogreen }) => {
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

describe('a change by the integration itself', () => {
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

  it('moves no issue, but is written as a comment and shown by the link', () => {
    expect(jiraTargets(settings, archivedBy('intg_1'), 'intg_1')).toEqual(['link:WEB-1', 'comment:WEB-1']);
  });

  it('moves the issues of another integration', () => {
    expect(jiraTargets(settings, archivedBy('intg_1'), 'intg_2')).toContain('transition:WEB-1');
  });
});
