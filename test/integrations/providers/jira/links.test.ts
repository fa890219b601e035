/** What issues in Jira show of a flag: the link with its state as it is now, and a comment for each change. */

import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, deleteFlag, setFlagEnabled } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { command } from '#test/support/command.ts';
import { readDeliveries, retryDelivery } from '#test/support/deliveries.ts';
import { eventually } from '#test/support/eventually.ts';
import { adfText, type FakeJira, startJira } from '#test/support/jira.ts';
import { startJiraProject } from '#test/support/jira-project.ts';
import { drain, fanOutOnly, startSender } from '#test/support/lines.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const MINUTE = 60_000;

const clock = stopClockForFile();
const it = testWithApp({ worker: false });
let jira: FakeJira;

beforeAll(async () => {
  jira = await startJira();
  for (const key of [
    'LINK-1',
    'LINK-2',
    'OTHER-1',
    'NOTE-1',
    'NOTE-2',
    'GONE-1',
    'TWICE-1',
    'LATE-1',
    'REBORN-1',
  ])
    jira.addIssue(key);
});
afterAll(async () => {
  await jira?.close();
});

const start = (gogreen: TestApp) => startJiraProject({ gogreen, jira, clock });
const linksOf = (key: string) => [...jira.issue(key).remoteLinks.values()];
const notesOf = (key: string) => jira.issue(key).comments.map(({ body }) => adfText(body));

describe('the link on a Jira issue', () => {
  it('is created once, shows the state in every environment, and is updated by every change', async ({
    gogreen,
  }) => {
    const project = await start(gogreen);
    await project.link('LINK-1');
    const { projectKey, flag } = project;
    const globalId = `system=https://gogreen.test&flag=${flag.id}`;
    expect(linksOf('LINK-1')).toMatchObject([
      {
        globalId,
        application: { type: 'com.gogreen', name: 'GoGreen' },
        relationship: 'feature flag',
        object: {
          url: `https://gogreen.test/projects/${projectKey}/flags/${flag.key}`,
          title: `New checkout (${flag.key})`,
          summary: 'Development: OFF: "off" · Production: OFF: "off"',
          icon: { url16x16: 'https://gogreen.test/icon.svg', title: 'GoGreen' },
          status: { resolved: false },
        },
      },
    ]);

    await project.toggle(true);
    expect(linksOf('LINK-1')).toMatchObject([
      { object: { summary: 'Development: OFF: "off" · Production: SERVE "on"' } },
    ]);
    await project.setLifecycle('ARCHIVED');
    expect(linksOf('LINK-1')).toMatchObject([
      {
        object: {
          summary: 'archived · Development: OFF: "off" · Production: OFF: "off"',
          status: { resolved: true },
        },
      },
    ]);
    expect((await project.to('link:LINK-1')).map(({ status }) => status)).toEqual(Array(3).fill('DELIVERED'));
  });

  it('after a late retry: shows the current state, not that at the time of the event', async ({
    gogreen,
  }) => {
    const project = await start(gogreen);
    await project.link('LINK-2');
    jira.instead(/POST .*LINK-2\/remotelink/, { status: 503 }, { times: 1 });
    await project.toggle(true);
    await project.toggle(true, 'development');
    clock.advance(MINUTE);
    await runJobs(gogreen);
    const [, late] = await project.to('link:LINK-2');
    expect(late?.attempts).toHaveLength(2);
    expect(late?.attempts[1]?.request.body).toContain('Development: SERVE \\"on\\"');
    expect(linksOf('LINK-2')).toMatchObject([
      { object: { summary: 'Development: SERVE "on" · Production: SERVE "on"' } },
    ]);
  });

  it('is removed when the issue is unlinked; if it does not exist any more, the delivery succeeds', async ({
    gogreen,
  }) => {
    const project = await start(gogreen);
    await project.link('GONE-1');
    await project.unlink('GONE-1');
    expect(linksOf('GONE-1')).toEqual([]);
    await project.link('GONE-1');
    jira.issue('GONE-1').remoteLinks.clear();
    await project.unlink('GONE-1');
    expect(await project.newest('link:GONE-1')).toMatchObject({
      status: 'DELIVERED',
      attempts: [{ exchanges: [{ response: { status: 404 } }, { response: { status: 200 } }] }],
    });
  });

  it('to an issue that does not exist: its deliveries fail, and the integration stays healthy', async ({
    gogreen,
  }) => {
    const project = await start(gogreen);
    await project.link('TYPO-1');
    expect(await project.newest('link:TYPO-1')).toMatchObject({ status: 'FAILED' });
    const { rows } = await gogreen.app.database.pool.query(
      `SELECT i.consecutive_failures, i.failing_since, i.last_error FROM integrations i
       JOIN projects p ON p.id = i.project_id WHERE p.key = $1`,
      [project.projectKey],
    );
    expect(rows).toEqual([{ consecutive_failures: 0, failing_since: null, last_error: null }]);
  });

  it('is removed when the flag is deleted, with a last comment', async ({ gogreen }) => {
    const project = await start(gogreen);
    await project.link('NOTE-2');
    await deleteFlag(gogreen, { projectKey: project.projectKey, key: project.flag.key });
    await project.settle();
    expect(await project.newestTargets()).toEqual(['comment:NOTE-2', 'link:NOTE-2']);
    expect(linksOf('NOTE-2')).toEqual([]);
    expect(notesOf('NOTE-2').at(-1)).toContain('Flag deleted');
  });

  it('after late deliveries: exists if the issue is linked now, and does not if it is not', async ({
    gogreen,
  }) => {
    const project = await start(gogreen);
    const ours = () => linksOf('LINK-2').filter(({ globalId }) => globalId.endsWith(project.flag.id));
    await project.link('LINK-2');
    jira.instead(/DELETE .*LINK-2/, { status: 503 }, { times: 1 });
    await project.unlink('LINK-2');
    await project.link('LINK-2');
    clock.advance(MINUTE);
    await runJobs(gogreen);
    const [, removal] = await project.to('link:LINK-2');
    expect(removal).toMatchObject({
      status: 'DELIVERED',
      attempts: [
        { error: { class: 'HTTP' }, request: { method: 'DELETE' } },
        { request: { method: 'POST' } },
      ],
    });
    expect(ours()).toHaveLength(1);
    jira.instead(/POST .*LINK-2\/remotelink/, { status: 503 }, { times: 1 });
    await project.toggle(true);
    await project.unlink('LINK-2');
    clock.advance(MINUTE);
    await runJobs(gogreen);
    const [, making] = await project.to('link:LINK-2');
    expect(making).toMatchObject({
      status: 'DELIVERED',
      attempts: [{ request: { method: 'POST' } }, { exchanges: [{ request: { method: 'DELETE' } }, {}] }],
    });
    expect(ours()).toEqual([]);
  });

  it('is removed if the issue was unlinked while the link was being created', async ({ gogreen }) => {
    const project = await start(gogreen);
    await project.link('LATE-1');
    const [made] = linksOf('LATE-1');
    if (!made) throw new Error('there is no link');
    const making = Promise.withResolvers<void>();
    // Jira is slow: it acts on the request only then.
    const answer = async () => {
      await making.promise;
      jira.issue('LATE-1').remoteLinks.set(made.globalId, made);
      return { status: 200 };
    };
    jira.instead(/POST .*LATE-1\/remotelink/, answer, { times: 1 });
    await setFlagEnabled(gogreen, { ...project.place, environmentKey: 'production', enabled: true });
    clock.advance(2_000);
    await using one = startSender(gogreen);
    await using another = startSender(gogreen);
    await one.takeAll(await fanOutOnly(gogreen));
    await jira.waitFor((requests) => requests.some(({ body }) => body.includes('SERVE')));

    await command(gogreen, 'unlinkJiraIssue', { ...project.place, issueKey: 'LATE-1' });
    clock.advance(2_000);
    await another.takeAll(await fanOutOnly(gogreen));
    await another.idle();
    making.resolve();
    await eventually(async () => {
      const left = await readDeliveries(gogreen, project.projectKey, { statuses: ['PENDING', 'SENDING'] });
      expect(left).toEqual([]);
    });
    expect(linksOf('LATE-1')).toEqual([]);
  });

  it('stays when late deliveries are about a deleted flag with the same key', async ({ gogreen }) => {
    const project = await start(gogreen);
    const { projectKey, flag, place } = project;
    await project.link('REBORN-1');
    jira.instead(/DELETE .*REBORN-1/, { status: 503 }, { times: 1 });
    await deleteFlag(gogreen, { projectKey, key: flag.key });
    await project.settle();
    await createFlag(gogreen, { projectKey, key: flag.key, name: 'New checkout' });
    await command(gogreen, 'linkJiraIssue', { ...place, issueKey: 'REBORN-1' });
    await project.settle();
    clock.advance(MINUTE);
    await runJobs(gogreen);
    expect(await readDeliveries(gogreen, projectKey, { statuses: ['PENDING', 'FAILED'] })).toEqual([]);
    expect(linksOf('REBORN-1')).toHaveLength(1);
  });

  it('on an issue that no longer exists: the removal is skipped', async ({ gogreen }) => {
    const project = await start(gogreen);
    await project.link('VANISHED-1');
    await project.unlink('VANISHED-1');
    expect(await project.newest('link:VANISHED-1')).toMatchObject({
      status: 'CANCELLED',
      attempts: [
        {
          error: {
            class: 'SKIPPED',
            message: expect.stringMatching(/^The Jira issue VANISHED-1 was deleted, or/),
          },
        },
      ],
    });
  });
});

it('the icon of the link: can be loaded by pages of other origins', async ({ gogreen }) => {
  const { status, headers } = await fetch(`${gogreen.url}/icon.svg`);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toContain('image/svg+xml');
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
});

it('many changes at once: the requests stay within the rate limit of a Jira issue', async ({ gogreen }) => {
  const project = await start(gogreen);
  jira.addIssue('BUSY-1');
  await project.link('BUSY-1');
  const place = { ...project.place, environmentKey: 'production' };
  for (let change = 0; change < 30; change += 1) {
    await setFlagEnabled(gogreen, { ...place, enabled: change % 2 === 0 });
  }
  await drain(gogreen, clock);
  const deliveries = await readDeliveries(gogreen, project.projectKey);
  expect(deliveries).toHaveLength(1 + 2 * 30);
  expect(deliveries.filter(({ status, attemptCount }) => status !== 'DELIVERED' || attemptCount > 1)).toEqual(
    [],
  );
  expect(notesOf('BUSY-1')).toHaveLength(30);
});

describe('a comment on a Jira issue', () => {
  it('has actor, changes, environment, comment and a link', async ({ gogreen }) => {
    const project = await start(gogreen);
    await project.link('NOTE-1');
    expect(notesOf('NOTE-1')).toEqual([]);
    await project.toggle(true, 'production', 'Ready for everyone');
    const [note = ''] = notesOf('NOTE-1');
    expect(note).toContain('Flag switched on');
    expect(note).toMatch(/By .*Admin/i);
    expect(note).toContain('in  Production');
    expect(note).toContain('off  →  on');
    expect(note).toContain('Ready for everyone');
    expect(JSON.stringify(jira.issue('NOTE-1').comments)).toContain(
      `"href":"https://gogreen.test/projects/${project.projectKey}/flags/${project.flag.key}"`,
    );
    const { event } = await project.newest('comment:NOTE-1');
    expect(jira.issue('NOTE-1').comments[0]?.properties).toEqual([
      { key: 'gogreen', value: { eventId: event.id } },
    ]);
  });

  it('is not written twice when the response to the first attempt was lost', async ({ gogreen }) => {
    const project = await start(gogreen);
    await project.link('TWICE-1');
    jira.instead(/POST .*TWICE-1\/comment/, { status: 502 }, { times: 1, done: true });
    await project.toggle(true);
    expect(notesOf('TWICE-1')).toHaveLength(1);
    clock.advance(MINUTE);
    await runJobs(gogreen);
    expect(notesOf('TWICE-1')).toHaveLength(1);
    expect(await project.newest('comment:TWICE-1')).toMatchObject({
      status: 'DELIVERED',
      attempts: [{ error: { class: 'HTTP' } }, { error: null, request: { method: 'GET' } }],
    });
  });

  it('is written by the retry when the first attempt did nothing', async ({ gogreen }) => {
    const project = await start(gogreen);
    await project.link('TWICE-1');
    jira.instead(/POST .*TWICE-1\/comment/, { status: 502 }, { times: 1 });
    const before = notesOf('TWICE-1').length;
    await project.toggle(true);
    expect(notesOf('TWICE-1')).toHaveLength(before);
    clock.advance(MINUTE);
    await runJobs(gogreen);
    expect(notesOf('TWICE-1')).toHaveLength(before + 1);
    const { attempts } = await project.newest('comment:TWICE-1');
    expect(attempts[1]?.exchanges.map(({ request }) => request.method)).toEqual(['GET', 'POST']);
    expect(attempts[1]?.durationMs).toBe(
      attempts[1]?.exchanges.reduce((total, { durationMs }) => total + durationMs, 0),
    );
  });

  it('is not written twice by a manual retry', async ({ gogreen }) => {
    const project = await start(gogreen);
    await project.link('NOTE-1');
    const before = notesOf('NOTE-1').length;
    await project.toggle(true);
    const { id } = await project.newest('comment:NOTE-1');
    await gogreen.app.database.pool.query(`UPDATE deliveries SET status = 'FAILED' WHERE id = $1`, [id]);
    await retryDelivery(gogreen, id);
    await project.settle();
    expect(notesOf('NOTE-1')).toHaveLength(before + 1);
  });

  it.for([
    ['OFF', 'production', 0],
    ['PRODUCTION', 'production', 1],
    ['PRODUCTION', 'development', 0],
    ['ALL', 'development', 1],
  ] as const)(
    'with %s is written of a change in %s so many times: %i',
    async ([comments, environment, count], { gogreen }) => {
      const project = await startJiraProject({ gogreen, jira, clock }, { comments });
      await project.link('NOTE-1');
      const before = notesOf('NOTE-1').length;
      await project.toggle(true, environment);
      expect(notesOf('NOTE-1')).toHaveLength(before + count);
    },
  );

  it('with the setting PRODUCTION: is written for production environments and for changes without an environment', async ({
    gogreen,
  }) => {
    const project = await startJiraProject(
      { gogreen, jira, clock },
      {
        comments: 'PRODUCTION',
        environmentTypes: [{ environmentKey: 'development', type: 'PRODUCTION' }],
      },
    );
    await project.link('NOTE-1');
    const before = notesOf('NOTE-1').length;
    await project.setLifecycle('STALE');
    await project.toggle(true, 'development');
    expect(notesOf('NOTE-1')).toHaveLength(before + 2);
  });
});

describe('an event for Jira', () => {
  it('about a flag without issues, or with issues of other Jira projects: has no delivery', async ({
    gogreen,
  }) => {
    const project = await startJiraProject({ gogreen, jira, clock }, { projectKeys: ['LINK'] });
    await project.toggle(true);
    await project.link('OTHER-1');
    await project.unlink('OTHER-1');
    expect(await project.newestTargets().catch(() => [])).toEqual([]);
    await project.link('LINK-1');
    await project.link('OTHER-1');
    await project.toggle(false);
    expect(await project.newestTargets()).toEqual(['comment:LINK-1', 'link:LINK-1']);
    expect(linksOf('OTHER-1')).toEqual([]);
  });

  it('about an environment that the integration does not get: has no delivery', async ({ gogreen }) => {
    const project = await startJiraProject({ gogreen, jira, clock }, {}, { environmentKeys: ['production'] });
    await project.link('LINK-1');
    const before = (await project.to('link:LINK-1')).length;
    await project.toggle(true, 'development');
    expect(await project.to('link:LINK-1')).toHaveLength(before);
  });

  it('whose delivery is skipped: does not change the health of the integration', async ({ gogreen }) => {
    const project = await start(gogreen);
    await project.link('LINK-1');
    const healthy = await healthOf(gogreen, project.integrationId);
    expect(healthy).toMatchObject({ status: 'HEALTHY', consecutiveFailures: 0, lastErrorAt: null });
    await project.link('VANISHED-1');
    await project.unlink('LINK-1');
    const before = await healthOf(gogreen, project.integrationId);
    await project.unlink('VANISHED-1');
    expect((await project.newest('link:VANISHED-1')).status).toBe('CANCELLED');
    expect(await healthOf(gogreen, project.integrationId)).toEqual(before);
  });
});

async function healthOf(gogreen: TestApp, id: string): Promise<unknown> {
  const query =
    '($id: ID!) { node(id: $id) { ... on Integration { health { status consecutiveFailures lastErrorAt lastError } } } }';
  const { data } = await gogreen.send(`query ${query}`, { id });
  return (data as { node: { health: unknown } }).node.health;
}
