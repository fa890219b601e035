/** What an attempt shows of its requests, and what becomes of a delivery whose worker stops in the middle of several. */

import { afterAll, beforeAll, expect } from 'vitest';
import { createSender } from '#src/deliveries/queue/sender.ts';
import { announceChange } from '#test/support/announce.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { setFlagEnabled } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { readDeliveries } from '#test/support/deliveries.ts';
import { eventually } from '#test/support/eventually.ts';
import { type FakeJira, startJira } from '#test/support/jira.ts';
import { startJiraProject } from '#test/support/jira-project.ts';
import { drain, fanOutOnly } from '#test/support/lines.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const clock = stopClockForFile();
const it = testWithReceiver({ worker: false });
let jira: FakeJira;

beforeAll(async () => {
  jira = await startJira();
});
afterAll(async () => {
  await jira?.close();
});

it('an attempt with one request: has one exchange, with its body', async ({ gogreen, receiver }) => {
  const { read } = await announceChange(gogreen, { url: receiver.url });
  await runJobs(gogreen);
  const { attempts } = await read();
  const [attempt] = attempts;
  expect(attempt?.exchanges).toEqual([
    {
      request: attempt?.request,
      response: { status: 200, body: '' },
      durationMs: attempt?.durationMs,
    },
  ]);
  expect(attempt?.exchanges[0]?.request.body).toBe(receiver.requests.at(-1)?.body.toString());
});

it('a request without a response: is an exchange without one', async ({ gogreen, receiver }) => {
  receiver.reset();
  const { read } = await announceChange(gogreen, { url: receiver.url });
  await runJobs(gogreen);
  expect((await read()).attempts).toMatchObject([
    { error: { class: 'REFUSED' }, exchanges: [{ request: { url: receiver.url }, response: null }] },
  ]);
});

it('a delivery of several requests that fails in between: keeps the requests made so far', async ({
  gogreen,
}) => {
  jira.addIssue('BROKEN-1');
  const project = await startJiraProject(
    { gogreen, jira, clock },
    { comments: 'OFF', transitions: [{ lifecycle: 'ARCHIVED', status: 'Done' }] },
  );
  await project.link('BROKEN-1');
  jira.instead(/GET .*BROKEN-1\/transitions/, { body: '{"transitions":' });
  jira.instead(/POST .*BROKEN-1\/transitions/, { status: 500 });
  await project.setLifecycle('ARCHIVED');
  expect(await project.newest('transition:BROKEN-1')).toMatchObject({
    attempts: [{ exchanges: [{ response: { status: 200 } }, { response: { body: '{"transitions":' } }] }],
  });
});

it('a worker that stops during a delivery of several requests: releases it, and it is done once', async ({
  gogreen,
}) => {
  jira.addIssue('STOP-1');
  const project = await startJiraProject({ gogreen, jira, clock });
  await project.link('STOP-1');
  clock.advance(2_000);
  await setFlagEnabled(gogreen, { ...project.place, environmentKey: 'production', enabled: true });
  const due = await fanOutOnly(gogreen);
  const comment = (await readDeliveries(gogreen, project.projectKey)).find(
    ({ id, target }) => target === 'comment:STOP-1' && due.includes(id),
  );

  // It is written, but nobody ever says so.
  jira.instead(/POST .*STOP-1\/comment/, () => new Promise(() => {}), { times: 1, done: true });
  const sender = createSender(gogreen.app);
  await sender.claimDelivery(comment?.id ?? '');
  await eventually(() => expect(jira.issue('STOP-1').comments).toHaveLength(1));
  await sender.stop();
  expect(await project.newest('comment:STOP-1')).toMatchObject({ status: 'PENDING', attemptCount: 0 });

  await drain(gogreen, clock);
  expect(await project.newest('comment:STOP-1')).toMatchObject({
    status: 'DELIVERED',
    attempts: [{ exchanges: [{ request: { method: 'GET' } }] }],
  });
  expect(jira.issue('STOP-1').comments).toHaveLength(1);
});
